package helper

import "crypto/tls"

// verifyAll returns a check of a connection that makes others in turn.
func verifyAll(checks ...func(tls.ConnectionState) error) func(tls.ConnectionState) error {
	return func(state tls.ConnectionState) error {
		for _, check := range checks {
			if err := check(state); err != nil {
				return err
			}
		}
		return nil
	}
}
