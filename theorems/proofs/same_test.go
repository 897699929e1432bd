package proofs

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// sameSides returns a part of a statement, as Coq prints it, that says nothing because its two sides are the same term:
// x = x, x <= x, P <-> P, or H -> P where P is a hypothesis H. It is empty where there is none. It compares terms as
// they are written: x + 0 = x is another matter.
func sameSides(statement string) string {
	found, _ := parseGroup(tokens.FindAllString(statement, -1), "")
	return found
}

// tokens of a statement: brackets, bars and what opens with them, commas, and words.
var tokens = regexp.MustCompile("`\\||#\\||\\[|\\]|\\(|\\)|\\{|\\}|,|;|\\|\\||[^][(){},;|`#\\s]+|\\||`|#")

var closes = map[string]string{"(": ")", "[": "]", "{": "}", "`|": "|", "#|": "|"}

// A phrase is a list of words, in which a bracket and all that is within it is one word.
type phrase []string

func (t phrase) String() string { return strings.Join(t, " ") }

// parseGroup reads words up to the bracket that closes the group, and returns what says nothing within it and the words
// left over.
func parseGroup(words []string, closing string) (found string, rest []string) {
	var group phrase
	for len(words) > 0 && (closing == "" || words[0] != closing) {
		word, inner := words[0], ""
		words = words[1:]
		if end, opens := closes[word]; opens {
			before := words
			inner, words = parseGroup(words, end)
			word += strings.Join(before[:len(before)-len(words)], " ")
		}
		if found == "" {
			found = inner
		}
		group = append(group, word)
	}
	if found == "" {
		found = group.sameSides()
	}
	if len(words) > 0 {
		words = words[1:]
	}
	return found, words
}

// What separates propositions, and the connectives and relations, those that bind least first.
var (
	separators  = []string{",", ";", "&", ":=", "=>", "|", "in", "if", "then", "else", "?="}
	connectives = [][]string{{"<->"}, {`\/`}, {`/\`}}
	relations   = []string{"=", "<=", "<", ">=", ">", "=1", "=2", "=i", "==", "!=", "<>"}
)

// sameSides looks at the propositions of one group; what is in brackets has been looked at before.
func (t phrase) sameSides() string {
	var hypotheses []phrase
	for _, clause := range t.split(separators) {
		chain := clause.split([]string{"->"})
		for i, proposition := range chain {
			if i == len(chain)-1 && len(proposition) > 0 && slices.ContainsFunc(hypotheses, proposition.same) {
				return "-> " + proposition.String()
			}
			if found := proposition.compare(connectives); found != "" {
				return found
			}
			if i < len(chain)-1 {
				hypotheses = append(hypotheses, proposition)
			}
		}
	}
	return ""
}

// compare compares the sides of each connective, then those of the relations between them.
func (t phrase) compare(connectives [][]string) string {
	level := relations
	if len(connectives) > 0 {
		level = connectives[0]
	} else if len(t) > 0 && t[0] == "~" {
		t = t[1:]
	}
	sides := t.split(level)
	for i, side := range sides {
		if i > 0 && len(side) > 0 && side.same(sides[i-1]) {
			return t.String()
		}
		if len(connectives) > 0 {
			if found := side.compare(connectives[1:]); found != "" {
				return found
			}
		}
	}
	return ""
}

func (t phrase) split(at []string) (parts []phrase) {
	var part phrase
	for _, word := range t {
		if slices.Contains(at, word) {
			parts, part = append(parts, part), nil
		} else {
			part = append(part, word)
		}
	}
	return append(parts, part)
}

// same compares terms, whatever brackets enclose them as a whole.
func (t phrase) same(other phrase) bool { return slices.Equal(t.bare(), other.bare()) }

func (t phrase) bare() []string {
	text := t.String()
	for {
		words := tokens.FindAllString(text, -1)
		if len(words) < 2 || words[0] != "(" || closing(words) != len(words)-1 {
			return words
		}
		text = strings.Join(words[1:len(words)-1], " ")
	}
}

// closing is where the bracket closes that the words open with.
func closing(words []string) int {
	depth := 0
	for i, word := range words {
		switch word {
		case "(":
			depth++
		case ")":
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}

func TestTheSameTermOnBothSidesIsSeen(t *testing.T) {
	const premises = "forall (R : realFieldType) (X : finType) (p g : X -> R),\nforecast p -> channel g -> "
	for _, planted := range []string{
		"TV p g = TV p g",
		"TV (posterior p g) (given p (forcing g)) =\n  TV (posterior p g)\n    (given p (forcing g))",
		"TV p g <= TV p g",
		"TV p g = (TV p g)",
		"(TV p g <= (TV p g))",
		"p =1 p",
		"p x == p x",
		"~ p x < p x",
		"p x = g x <-> p x = g x",
		`0 <= g x <= g x`,
		`0 <= g x /\ TV p g = TV p g`,
		`p x = g x /\ 0 < g x <-> p x = g x /\ 0 < g x`,
		"[/\\ 0 <= g x, p =1 p & g x <= 1]",
		"let c := Pr p E in forall x : X, c = c",
		"exists2 x : X, p x = p x & 0 < p x",
		"`|p x - g x| <= `|p x - g x|",
		"#|X| = #|X|",
		"\\sum_x p x * (g x = g x)%R",
		"forall x : X, 0 < p x -> 0 < p x",
		"forecast p",
	} {
		assert.NotEmpty(t, sameSides(premises+planted), planted)
	}
	for _, sound := range []string{
		"TV (posterior p g) (given p (forcing g)) = 1 - Pr (posterior p g) (forcing g)",
		"TV p g <= TV g p",
		"p x = g x <-> g x = p x",
		"0 <= lambda b <= 1",
		`[/\ forecast g, channel p & ~ TV p g <= TV g p]`,
		"`|p x - g x| <= `|g x - p x|",
		"expect p (fun x : X => g x) = \\sum_x p x * g x",
		"if Pr p E == 1 then Some 0 else None",
		"~ ~ success_happens p g -> success_happens p g",
		"[pred x | p x == 1] =1 [pred x | g x == 1]",
	} {
		assert.Empty(t, sameSides(premises+sound), sound)
	}
}
