package helper

import "strings"

// factsJSON returns all variables of a format as the JSON object that %{json} stands
// for, but for curl_version.
//
// Source: curl(1), --write-out.
func factsJSON(f transferFacts) string {
	var b strings.Builder
	for _, name := range []string{
		"certs", "conn_id#", "content_type", "errormsg", "exitcode#", "filename_effective", "ftp_entry_path", "http_code#", "http_connect#",
		"http_version", "local_ip", "local_port#", "method", "num_certs#", "num_connects#", "num_headers#", "num_redirects#",
		"num_retries#", "proxy_ssl_verify_result#", "proxy_used#", "redirect_url", "referer", "remote_ip", "remote_port#",
		"response_code#", "scheme", "size_delivered#", "size_download#", "size_header#", "size_request#", "size_upload#", "speed_download#", "speed_upload#",
		"ssl_verify_result#", "time_appconnect#", "time_connect#", "time_namelookup#", "time_posttransfer#", "time_pretransfer#",
		"time_queue#", "time_redirect#", "time_starttransfer#", "time_total#", "tls_earlydata#", "url", "url.fragment", "url.host",
		"url.options", "url.password", "url.path", "url.port", "url.query", "url.scheme", "url.user", "url.zoneid", "url_effective",
		"urle.fragment", "urle.host", "urle.options", "urle.password", "urle.path", "urle.port", "urle.query", "urle.scheme",
		"urle.user", "urle.zoneid", "urlnum#", "xfer_id#",
	} {
		name, isNumber := strings.CutSuffix(name, "#")
		value := f.variable(name)
		switch {
		case isNumber && strings.Contains(value, "."):
		case isNumber:
			if value = strings.TrimLeft(value, "0"); value == "" {
				value = "0"
			}
		case value == "" && name != "certs" && name != "local_ip" && name != "remote_ip":
			value = "null"
		default:
			value = `"` + jsonString(value) + `"`
		}
		b.WriteString(`,"` + name + `":` + value)
	}
	return "{" + b.String()[1:] + "}"
}
