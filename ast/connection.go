package ast

import "time"

// Connection is how a server is reached. The zero value is how curl reaches it
// when nothing is asked for.
type Connection struct {
	Version        Version
	ConnectTimeout time.Duration // name look-up, TCP and TLS; 0: none asked for
	Proxy          *Proxy        // nil: what the environment says
	PreProxy       *Proxy        // a SOCKS proxy on the way to Proxy
	// NoProxy lists hosts that are reached without a proxy; nil: what the
	// environment says. "*" is all hosts.
	NoProxy   Value
	TLS       TLS
	ProxyTLS  TLS // of an https proxy, which takes nothing from TLS
	Resolve   []Resolve
	ConnectTo []ConnectTo
	// UnixSocket is the path of a socket that stands in for every host.
	UnixSocket Value
	Abstract   bool // UnixSocket is in Linux's abstract name space
	// Interface is a network interface, host name or address to bind to, with
	// "if!" or "host!" in front where it is said which.
	Interface Value
	// TOS is the type of service of IPv4 or the traffic class of IPv6; 0: none
	// is set.
	TOS int
	// Multipath asks for Multipath TCP (RFC 8684).
	Multipath bool
	LocalPort [2]int // range of local ports to bind to; zeros: any
	IP        IPVersion
	KeepAlive KeepAlive
	// HideConnect leaves the answers to CONNECT out of the heads that are shown.
	HideConnect bool
	NoDelay     *bool // nil: the platform's default, which is on
	// HappyEyeballs is the head start of IPv6; 0: the default.
	HappyEyeballs time.Duration
	// ExpectTimeout is how long to wait for 100 Continue; 0: the default.
	ExpectTimeout time.Duration
	// MaxPerHost is how many connections there are to one host at a time; 0: no
	// limit.
	MaxPerHost int
	DNS        DNS
	// HAProxy sends a PROXY protocol header first; HAProxyIP is the client
	// address in it, where it is not the connection's own.
	HAProxy   bool
	HAProxyIP Value
	// HSTS is the file of curl's cache of hosts that are reached over HTTPS
	// alone; nil: none is kept, empty: in no file.
	HSTS Value
	// AltSvc are the files of curl's cache of alternative services, the last of
	// which is written; nil: none is kept, an empty name: in no file.
	AltSvc []Value
	Span   Span
}

// DNS is how names are looked up. The zero value is the system's way.
type DNS struct {
	Servers []string // host:port, asked in turn
	// Interface is the network interface to ask from, IPv4 and IPv6 the addresses;
	// nil: any.
	Interface, IPv4, IPv6 Value
	// HTTPS is the URL of a server that is asked over HTTPS; nil: none. Its TLS
	// has the authorities, revocation lists and groups of the connection's, but
	// what is said here of the certificate.
	HTTPS      Value
	Insecure   bool
	OCSPStaple bool
}

// Version is the version of HTTP that a connection speaks.
type Version int

// The versions. Source: RFC 1945, RFC 9112, RFC 9113, RFC 9114.
const (
	AnyVersion Version = iota // HTTP/2 where TLS agrees on it, else HTTP/1.1
	HTTP10
	HTTP11
	HTTP2
	HTTP2PriorKnowledge
	HTTP3
	HTTP3Only
)

// IPVersion restricts addresses to one version of IP.
type IPVersion int

// The versions of IP.
const (
	AnyIP IPVersion = iota
	IPv4
	IPv6
)

// KeepAlive is TCP's keep-alive. The zero value is the default.
type KeepAlive struct {
	Off   bool
	Idle  time.Duration
	Count int
}

// Proxy is a proxy and how to log in to it.
type Proxy struct {
	// URL is scheme, host and port, without userinfo. None is meant where it
	// is empty: the environment is not asked either.
	URL Value
	// Scheme is "http", "https", "socks4", "socks4a", "socks5" or "socks5h";
	// empty where URL is known only when the program runs.
	Scheme         string
	User, Password Value
	Userpwd        Value // instead of both, where only the program sees the colon
	HasUser        bool
	Auth           Scheme
	// Fields are sent to the proxy alone, with CONNECT.
	Fields []Field
	// Tunnel uses CONNECT for plain HTTP too.
	Tunnel bool
	// HTTP10 has CONNECT say HTTP/1.0.
	HTTP10 bool
	Span   Span
}

// TLS is how a secure connection is made. The zero value is curl's default.
type TLS struct {
	Insecure bool
	// CAFile and CADir have the certificates to trust, in place of the
	// system's; NativeCA trusts the system's as well.
	CAFile, CADir Value
	NativeCA      bool
	CRLFile       Value // of lists of revoked certificates

	Cert     *Certificate
	Min, Max TLSVersion
	// Ciphers are cipher suites up to TLS 1.2 in OpenSSL's names, Curves groups;
	// nil: the default.
	Ciphers, Curves []string
	// PinnedKey is curl's list of sha256// hashes of the server's public key,
	// PinnedKeyFile the name of a file with the key.
	PinnedKey, PinnedKeyFile Value
	NoALPN                   bool
	OCSPStaple               bool // that the certificate is not revoked must be stapled
	// ECH is the list of configurations for an encrypted ClientHello, in base64;
	// nil: it is not encrypted. Source: RFC 9849.
	ECH  Value
	Span Span
}

// Certificate is a client certificate.
type Certificate struct {
	File     Value
	Key      Value // nil: in File
	Password Value // of the key; nil: it is not encrypted
	// DER and KeyDER say that File and Key are in DER, not PEM.
	DER, KeyDER bool
	Span        Span
}

// TLSVersion is a version of TLS; the zero value is the default.
type TLSVersion int

// The versions. Source: RFC 2246, RFC 4346, RFC 5246, RFC 8446.
const (
	DefaultTLS TLSVersion = iota
	TLS10
	TLS11
	TLS12
	TLS13
)

// Resolve has addresses for a host and port, in place of a name look-up.
//
// Source: curl(1), --resolve.
type Resolve struct {
	Host  string // "*" for any
	Port  int
	Addrs []string
	// Remove forgets an earlier one.
	Remove bool
	Span   Span
}

// ConnectTo sends what is meant for one host and port to another.
//
// Source: curl(1), --connect-to.
type ConnectTo struct {
	FromHost, FromPort string // empty: any
	ToHost, ToPort     string // empty: the same
	Span               Span
}
