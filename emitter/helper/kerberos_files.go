package helper

import (
	"cmp"
	"fmt"
	"os"
	"strings"
)

// kerberosFiles returns the names of the configuration of Kerberos and of the file
// with the user's tickets.
//
// Source: kerberos(7), ENVIRONMENT VARIABLES.
func kerberosFiles() (config, tickets string) {
	config = cmp.Or(os.Getenv("KRB5_CONFIG"), "/etc/krb5.conf")
	tickets = cmp.Or(os.Getenv("KRB5CCNAME"), fmt.Sprintf("/tmp/krb5cc_%d", os.Getuid()))
	return config, strings.TrimPrefix(tickets, "FILE:")
}
