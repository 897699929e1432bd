package learn

import (
	"cmp"
	"go/token"
	"slices"
	"strings"

	"mimics/model"
	"mimics/theorems/scenario"
)

// End is the outcome that ends every statement, and endName its name.
const (
	End     = 0
	endName = "end"
)

// Corpus holds the sequences of several sources over the same outcomes.
type Corpus struct {
	Sources []Source
	tokens  []string // the token of each outcome, rising, so that end comes first and merged last
	kind    Tokens
}

// Source holds the statements of a folder or file, one after the other. A statement of a text is a line.
type Source struct {
	Name     string // the shortest end of its path that no other path of the corpus has
	Sequence []int  // outcomes, the last one End
}

// Statement holds the outcomes of one statement, one byte each, without the End.
type Statement string

// Statements splits the sequence at every End.
func (s Source) Statements() []Statement {
	var list []Statement
	var statement []byte
	for _, x := range s.Sequence {
		if x != End {
			statement = append(statement, byte(x))
			continue
		}
		list, statement = append(list, Statement(statement)), statement[:0]
	}
	return list
}

// Join returns the sequence of the statements, with End after each.
func Join(statements []Statement) []int {
	var sequence []int
	for _, statement := range statements {
		for i := range len(statement) {
			sequence = append(sequence, int(statement[i]))
		}
		sequence = append(sequence, End)
	}
	return sequence
}

// Skipped counts what was left out of a corpus.
type Skipped struct {
	Files  int   // the number of files that cannot be read as Go
	First  error // the error of the first one, in one line; nil if there is none
	Tokens int   // the number of different tokens that share the outcome "other"
}

func (s *Skipped) add(err error) {
	if s.Files++; s.First == nil {
		s.First = err
	}
}

// Kinds returns the kind of token of each outcome of a corpus of Go: token.EOF for End, then those that Outcomes names.
func (c Corpus) Kinds() []token.Token {
	kinds := make([]token.Token, len(c.tokens))
	for x, token := range c.tokens {
		kinds[x] = kindOf(token)
	}
	return kinds
}

// Tokens returns the token of each outcome, "" for End.
func (c Corpus) Tokens() []string { return c.tokens }

// With returns a corpus of other sources over the same outcomes.
func (c Corpus) With(sources ...Source) Corpus { return Corpus{sources, c.tokens, c.kind} }

// Outcomes names the outcomes: "end", then the tokens that occur in any of the sources: kinds of token in the order of
// the constants of go/token, others in the order of their bytes. The last one is "other" if tokens were merged.
func (c Corpus) Outcomes() []string {
	names := make([]string, len(c.tokens))
	for x, token := range c.tokens {
		names[x] = c.kind.name(token)
	}
	return names
}

// Class returns the feature that shows the class of a token. The classes of Go are end, identifier, literal, operator
// and keyword; those of texts are end, letter, digit, space, mark and other.
func (c Corpus) Class() scenario.Feature {
	classes := make([]string, len(c.tokens))
	for x, token := range c.tokens {
		classes[x] = c.kind.class(token)
	}
	return scenario.NewFeature("class", classes)
}

// end is the token after each statement, and merged the one that stands for all that have no outcome of their own. No
// others are empty or two bytes that are not UTF-8.
const (
	end    = ""
	merged = "\xff\xff"
)

// vocabulary numbers the tokens of a corpus in the order of their first places; end comes before all.
type vocabulary struct {
	numbers map[string]int
	tokens  []string
	counts  []int
}

// number returns the number of a token, and counts it.
func (v *vocabulary) number(token string) int {
	n, known := v.numbers[token]
	if !known {
		token = strings.Clone(token) // the text around it is not kept
		n = len(v.tokens)
		v.numbers[token], v.tokens, v.counts = n, append(v.tokens, token), append(v.counts, 0)
	}
	v.counts[n]++
	return n
}

// maxToken is the largest length of a token in bytes: its name can be one byte longer.
const maxToken = scenario.MaxName - 1

// outcomes returns the token of each outcome, the outcome of each token by its number, and how many tokens were merged.
// Tokens are merged if they are too long for a name or if there would be too many outcomes; then the rarest are, of
// those that are equally rare the last ones in order.
func (v *vocabulary) outcomes() (tokens []string, outcome []int, mergers int) {
	var own []int // the numbers of tokens with an outcome of their own
	for n, token := range v.tokens {
		if token != end && len(token) <= maxToken {
			own = append(own, n)
		}
	}
	tokens = []string{end}
	if len(own)+1 < len(v.tokens) || len(own)+1 > model.MaxOutcomes {
		slices.SortFunc(own, func(a, b int) int {
			return cmp.Or(cmp.Compare(v.counts[b], v.counts[a]), strings.Compare(v.tokens[a], v.tokens[b]))
		})
		tokens, own = append(tokens, merged), own[:min(len(own), model.MaxOutcomes-2)]
	}
	for _, n := range own {
		tokens = append(tokens, v.tokens[n])
	}
	slices.Sort(tokens)
	outcome = make([]int, len(v.tokens))
	for n, token := range v.tokens {
		x, found := slices.BinarySearch(tokens, token)
		if !found {
			x = len(tokens) - 1
			mergers++
		}
		outcome[n] = x
	}
	return tokens, outcome, mergers
}
