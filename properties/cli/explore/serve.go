package explore

import (
	"context"
	"net"
	"net/http"
	"strconv"
	"time"
)

// Listen listens on this machine alone. Port 0 means any free one.
func Listen(port int) (net.Listener, error) {
	return net.Listen("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
}

// Serve serves the files until the context ends.
func Serve(ctx context.Context, listener net.Listener, files []File) error {
	server := http.Server{Handler: Handler(listener.Addr().String(), files), ReadHeaderTimeout: 10 * time.Second}
	defer context.AfterFunc(ctx, func() { server.Close() })()
	if err := server.Serve(listener); ctx.Err() == nil {
		return err
	}
	return nil
}

// Handler serves the files to who asks for them by this address, 127.0.0.1:PORT, or by localhost:PORT. A page of
// another site whose name leads to this machine asks by that name, and is refused.
func Handler(address string, files []File) http.Handler {
	_, port, _ := net.SplitHostPort(address)
	byPath := map[string]*File{}
	for i := range files {
		byPath["/"+files[i].Name] = &files[i]
	}
	byPath["/"] = byPath["/"+Index]
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		header := w.Header()
		header.Set("Content-Security-Policy", Policy+"; frame-ancestors 'none'")
		header.Set("X-Content-Type-Options", "nosniff")
		header.Set("Referrer-Policy", "no-referrer")
		header.Set("Cross-Origin-Resource-Policy", "same-origin")
		header.Set("Cache-Control", "no-store")
		file := byPath[r.URL.Path]
		switch {
		case r.Host != address && r.Host != "localhost:"+port:
			http.Error(w, "another host's name, expected "+address, http.StatusMisdirectedRequest)
		case r.Method != http.MethodGet && r.Method != http.MethodHead:
			header.Set("Allow", "GET, HEAD")
			http.Error(w, "expected GET", http.StatusMethodNotAllowed)
		case file == nil:
			http.Error(w, "no such file", http.StatusNotFound)
		default:
			header.Set("Content-Type", file.Type)
			header.Set("Content-Length", strconv.Itoa(len(file.Text)))
			if r.Method == http.MethodGet {
				w.Write(file.Text)
			}
		}
	})
}
