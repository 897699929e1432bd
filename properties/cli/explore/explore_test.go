package explore_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"mimics/properties/cli/explore"
	"mimics/theorems"
)

func files() []explore.File {
	return explore.Files(explore.Program{Wasm: []byte("program"), Loader: []byte("loader")}, theorems.Essay(), []byte(`{"outcomes": ["a"]}`))
}

func TestThePageIsServedUnderItsOwnNameAlone(t *testing.T) {
	const browser = "Accept: */*\r\n\r\n"
	for request, status := range map[string]int{
		"GET / HTTP/1.1\r\nHost: 127.0.0.1:4242\r\n" + browser:                            200,
		"GET /?a=b HTTP/1.1\r\nHost: 127.0.0.1:4242\r\n" + browser:                        200,
		"HEAD /main.wasm HTTP/1.1\r\nhost: localhost:4242\r\n" + browser:                  200,
		"GET / HTTP/1.1\r\nHost: evil.example:4242\r\n" + browser:                         421,
		"GET / HTTP/1.1\r\nHost: 127.0.0.1:4242\r\nHost: evil.example:4242\r\n" + browser: 421,
		"GET / HTTP/1.1\r\nHost: 127.0.0.1:4243\r\n" + browser:                            421,
		"GET http://127.0.0.1:4242/ HTTP/1.1\r\nHost: evil.example\r\n" + browser:         421,
		"GET /settings.json HTTP/1.1\r\nHost: 127.0.0.1\r\n" + browser:                    421,
		"GET / HTTP/1.1\r\n" + browser:                                                    421,
		"POST / HTTP/1.1\r\nHost: 127.0.0.1:4242\r\n" + browser:                           405,
		"GET /../cli.go HTTP/1.1\r\nHost: 127.0.0.1:4242\r\n" + browser:                   404,
		"\r\n\r\n": 421,
	} {
		var response bytes.Buffer
		require.NoError(t, explore.Answer(&response, strings.NewReader(request), "127.0.0.1:4242", files()), request)
		method, _, _ := strings.Cut(request, " ")
		answer, err := http.ReadResponse(bufio.NewReader(&response), &http.Request{Method: method})
		require.NoError(t, err, request)
		text, err := io.ReadAll(answer.Body)
		require.NoError(t, err, request)
		require.Equal(t, status, answer.StatusCode, request)
		require.Equal(t, explore.Policy+"; frame-ancestors 'none'", answer.Header.Get("Content-Security-Policy"))
		require.Equal(t, method == "GET" && status == 200, strings.Contains(string(text), "<!DOCTYPE html>"), request)
	}
	for _, request := range []string{
		"", "GET / HTTP/1.1", "GET / HTTP/1.1\r\nHost\r\n\r\n",
		"GET / HTTP/1.1\r\nHost: 127.0.0.1:4242\r\nA: " + strings.Repeat("a", 1<<17) + "\r\n\r\n",
	} {
		var response bytes.Buffer
		require.Error(t, explore.Answer(&response, strings.NewReader(request), "127.0.0.1:4242", files()))
		require.Empty(t, response.String())
	}
	require.Equal(t, "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; style-src 'self'; "+
		"connect-src 'self'; base-uri 'none'; form-action 'none'", explore.Policy)
}

func TestServingEndsWithTheContext(t *testing.T) {
	listener, err := explore.Listen(0)
	require.NoError(t, err)
	require.Equal(t, "127.0.0.1", strings.Split(listener.Addr().String(), ":")[0])
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() { ended <- explore.Serve(ctx, listener, files()) }()
	answer, err := http.Get("http://" + listener.Addr().String() + "/main.wasm")
	require.NoError(t, err)
	require.True(t, answer.Uncompressed, "the server compresses")
	text, err := io.ReadAll(answer.Body)
	require.NoError(t, err)
	require.Equal(t, "program", string(text))
	require.Equal(t, "application/wasm", answer.Header.Get("Content-Type"))
	cancel()
	require.NoError(t, <-ended)
}

// The page names no other host, holds the policy that it is served with, and tries the claims that the theory shares
// with the essay.
func TestFilesOfThePage(t *testing.T) {
	var names []string
	var settings struct {
		Claims   []string
		Scenario string
	}
	for _, f := range files() {
		names = append(names, f.Name)
		require.NotContains(t, string(f.Text), "https://", f.Name)
		if f.Name == explore.Index {
			require.Contains(t, string(f.Text), `content="`+explore.Policy+`"`)
			require.Contains(t, string(f.Text), explore.Marker)
			require.NotRegexp(t, `<style|<script>| style=| on[a-z]+=`, string(f.Text))
		}
		if f.Name == "settings.json" {
			require.NoError(t, json.Unmarshal(f.Text, &settings))
		}
	}
	require.Equal(t, []string{"index.html", "page.css", "page.js", "worker.js", "wasm_exec.js", "main.wasm", "settings.json"}, names)
	require.Equal(t, `{"outcomes": ["a"]}`, settings.Scenario)
	require.Len(t, settings.Claims, len(theorems.Essay()))

	other := theorems.Essay()[:1]
	other[0].Statement = "Another sentence."
	last := explore.Files(explore.Program{}, other, nil)
	require.Contains(t, string(last[len(last)-1].Text), `"claims":[]`)
}
