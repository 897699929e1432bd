package explore_test

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
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
	handler := explore.Handler("127.0.0.1:4242", files())
	for _, c := range []struct {
		method, host, path string
		status             int
	}{
		{"GET", "127.0.0.1:4242", "/", 200},
		{"HEAD", "localhost:4242", "/main.wasm", 200},
		{"GET", "evil.example:4242", "/", 421},
		{"GET", "127.0.0.1:4243", "/", 421},
		{"GET", "127.0.0.1", "/settings.json", 421},
		{"GET", "", "/", 421},
		{"POST", "127.0.0.1:4242", "/", 405},
		{"GET", "127.0.0.1:4242", "/../cli.go", 404},
	} {
		request := httptest.NewRequest(c.method, "/", nil)
		request.Host, request.URL.Path = c.host, c.path
		answer := httptest.NewRecorder()
		handler.ServeHTTP(answer, request)
		require.Equal(t, c.status, answer.Code, c)
		require.Equal(t, explore.Policy+"; frame-ancestors 'none'", answer.Header().Get("Content-Security-Policy"))
		require.Equal(t, c.method == "GET" && c.status == 200, strings.Contains(answer.Body.String(), "<!DOCTYPE html>"), c)
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
