package explore

import (
	"bufio"
	"cmp"
	"context"
	"fmt"
	"io"
	"net"
	"net/textproto"
	"slices"
	"strconv"
	"strings"
	"time"
)

// The server speaks as much HTTP as a browser asks for. The standard server would be three lines, but with the
// cryptography that it brings it takes a good part of the time in which the command compiles, on everybody's first run.

// Listen listens on this machine alone. Port 0 means any free one.
func Listen(port int) (net.Listener, error) {
	return net.Listen("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
}

// Serve answers one request on each connection until the context ends.
func Serve(ctx context.Context, listener net.Listener, files []File) error {
	defer context.AfterFunc(ctx, func() { listener.Close() })()
	for {
		connection, err := listener.Accept()
		switch {
		case ctx.Err() != nil:
			return nil
		case err != nil:
			return err
		}
		go func() {
			defer connection.Close()
			_ = connection.SetDeadline(time.Now().Add(time.Minute))
			_ = Answer(connection, connection, listener.Addr().String(), files) // an error is the browser's
		}()
	}
}

// maxHead bounds the lines that a request begins with.
const maxHead = 1 << 16

// Answer reads a request for one of the files and writes the response. It answers requests whose Host is this address,
// 127.0.0.1:PORT, or localhost:PORT. A page of another site whose name leads to this machine asks by that name, and
// is refused. The error is of reading or writing.
func Answer(w io.Writer, r io.Reader, address string, files []File) error {
	lines := textproto.NewReader(bufio.NewReader(io.LimitReader(r, maxHead)))
	request, err := lines.ReadLine()
	header, also := lines.ReadMIMEHeader()
	if err := cmp.Or(err, also); err != nil {
		return err
	}
	method, target, _ := strings.Cut(request, " ")
	target, _, _ = strings.Cut(target, " ")
	path, _, _ := strings.Cut(target, "?")
	if path == "/" {
		path += Index
	}
	_, port, _ := net.SplitHostPort(address)
	host := strings.Join(header["Host"], " and ")
	i := slices.IndexFunc(files, func(f File) bool { return "/"+f.Name == path })

	var status string
	packed := false
	file := File{Type: "text/plain; charset=utf-8"}
	switch {
	case host != address && host != "localhost:"+port:
		status, file.Text = "421 Misdirected Request", []byte("another host's name, expected "+address+"\n")
	case method != "GET" && method != "HEAD":
		status, file.Text = "405 Method Not Allowed", []byte("expected GET\n")
	case i < 0:
		status, file.Text = "404 Not Found", []byte("no such file\n")
	default:
		status, file = "200 OK", files[i]
		if strings.Contains(header.Get("Accept-Encoding"), "gzip") {
			file.Text, packed = file.Gzip, true
		}
	}
	head := []string{
		"HTTP/1.1 " + status, "Connection: close", "Allow: GET, HEAD",
		"Content-Type: " + file.Type, fmt.Sprint("Content-Length: ", len(file.Text)),
		"Content-Security-Policy: " + Policy + "; frame-ancestors 'none'", "X-Content-Type-Options: nosniff",
		"Referrer-Policy: no-referrer", "Cross-Origin-Resource-Policy: same-origin", "Cache-Control: no-store",
		"Vary: Accept-Encoding",
	}
	if packed {
		head = append(head, "Content-Encoding: gzip")
	}
	if _, err := io.WriteString(w, strings.Join(head, "\r\n")+"\r\n\r\n"); err != nil || method == "HEAD" {
		return err
	}
	_, err = w.Write(file.Text)
	return err
}
