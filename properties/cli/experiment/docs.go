package experiment

import (
	"slices"
	"strings"

	"mimics/properties/cli/learn"
)

// docs is the language of the sentences of doc comments, as common words and kinds of word.
type docs struct {
	words  []string // the token of each outcome
	verb   []bool   // whether it can be a finite verb
	member []int    // the features and labels that it gives a sentence, as bits
}

// The bits of docs.member: three features, then the labels.
const (
	hasName = 1 << iota
	hasComma
	hasBracket
	hasIs
	hasThe
	hasPast
)

var verbs = strings.Fields("is are be was were has have had do does did can cannot could may might must should will would " +
	"returns reports use uses used set -s -ed")

func newDocs(words []string) docs {
	l := docs{words: words, verb: make([]bool, len(words)), member: make([]int, len(words))}
	for x, word := range words {
		l.verb[x] = slices.Contains(verbs, word)
		switch word {
		case "Name":
			l.member[x] = hasName
		case ",":
			l.member[x] = hasComma
		case "(", "[", `"`, "`":
			l.member[x] = hasBracket
		case "is", "are", "be", "was", "were", "been":
			l.member[x] = hasIs
		case "the":
			l.member[x] = hasThe
		case "-ed":
			l.member[x] = hasPast
		}
	}
	return l
}

func (l docs) tokens() int { return len(l.words) }

func (l docs) text(s learn.Statement) string {
	words := make([]string, len(s))
	for i := range words {
		words[i] = l.words[s[i]]
	}
	return strings.Join(words, " ")
}

// succeeds reports whether the sentence reads as whole: it has a finite verb, its brackets and quotation marks are
// paired, no common word or mark comes twice in a row, and it ends in a full stop, question mark, exclamation mark or
// colon. Of these marks only a colon may come earlier.
func (l docs) succeeds(s learn.Statement) bool {
	verb := false
	var open []string // brackets and quotation marks
	last := ""
	for i := range len(s) {
		word := l.words[s[i]]
		inner := ""
		if len(open) > 0 {
			inner = open[len(open)-1]
		}
		switch {
		case word == last && word != "Name" && word != "word" && word != "symbol" && word != "0" && word[0] != '-':
			return false
		case word == "(", word == "[", (word == `"` || word == "`") && word != inner:
			open = append(open, word)
		case word == ")" && inner != "(", word == "]" && inner != "[":
			return false
		case word == ")", word == "]", word == `"`, word == "`":
			open = open[:len(open)-1]
		case (word == "." || word == "?" || word == "!") && i+1 < len(s):
			return false
		}
		verb, last = verb || l.verb[s[i]], word
	}
	return verb && len(open) == 0 && (last == "." || last == "?" || last == "!" || last == ":")
}

// shown returns what the operator sees of a sentence: whether it has a name, a comma, and a bracket or quotation mark,
// and its length. The labels are whether it has a form of "be", the article "the", and a word in -ed. Each name
// succeeds by chance: the reader knows it or not.
func (l docs) shown(s learn.Statement) shown {
	has, f := 0, shown{tokens: len(s)}
	for i := range len(s) {
		has |= l.member[s[i]]
		f.chances += bit(l.member[s[i]] == hasName)
	}
	f.labels = [...]bool{has&hasIs > 0, has&hasThe > 0, has&hasPast > 0}
	f.cell = cellOf(has&hasName > 0, has&hasComma > 0, has&hasBracket > 0, len(s), 9, 14, 20)
	return f
}

func (l docs) describe() Description {
	return Description{
		Language: "docs", Noun: "sentence", Succeeds: "reads as whole", Chance: "name",
		features: [...]string{"name", "comma", "bracket", "length"}, labels: [...]string{"is", "the", "-ed"},
	}
}
