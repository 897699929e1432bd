package theorems

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// A claim is the essay's, and then some sentence of the essay leads to it, or its source is starred as ours.
func TestEverySentenceLeadsToClaims(t *testing.T) {
	cited := map[string]bool{}
	for _, s := range Sentences() {
		for _, id := range s.Claims {
			cited[id] = true
			_, known := Essay().Find(id)
			assert.True(t, known, "%q names %s", s.Says, id)
		}
	}
	for _, c := range Essay() {
		assert.True(t, cited[c.ID] || strings.HasPrefix(c.Source, "★"), "no sentence leads to %s: %s", c.ID, c.Source)
	}
}
