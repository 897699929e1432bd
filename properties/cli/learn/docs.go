package learn

import (
	"errors"
	"go/ast"
	"go/doc/comment"
	"go/parser"
	"go/token"
	"strings"
	"unicode"
	"unicode/utf8"
)

// readDocs adds the sentences of the doc comments of one Go file, with end after each. It leaves out code, lists and
// headings. It returns an error in one line, which names the file, if the file does not parse.
func readDocs(name string, text []byte, add func(string)) error {
	tree, err := parser.ParseFile(token.NewFileSet(), name, text, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		line, _, _ := strings.Cut(err.Error(), "\n")
		return errors.New(line)
	}
	read := func(group *ast.CommentGroup) {
		var p comment.Parser
		for _, block := range p.Parse(group.Text()).Content {
			if paragraph, ok := block.(*comment.Paragraph); ok {
				addSentences(words(paragraph.Text), add)
			}
		}
	}
	read(tree.Doc)
	for _, declaration := range tree.Decls {
		switch d := declaration.(type) {
		case *ast.FuncDecl:
			read(d.Doc)
		case *ast.GenDecl:
			read(d.Doc)
			for _, spec := range d.Specs {
				switch s := spec.(type) {
				case *ast.TypeSpec:
					read(s.Doc)
				case *ast.ValueSpec:
					read(s.Doc)
				}
			}
		}
	}
	return nil
}

// words returns the text of a paragraph.
func words(parts []comment.Text) string {
	var b strings.Builder
	for _, part := range parts {
		switch p := part.(type) {
		case comment.Plain:
			b.WriteString(string(p))
		case comment.Italic:
			b.WriteString(string(p))
		case *comment.Link:
			b.WriteString(words(p.Text))
		case *comment.DocLink:
			b.WriteString(words(p.Text))
		}
	}
	return b.String()
}

// addSentences adds the sentences of a paragraph. A sentence ends at a mark after which the paragraph ends or a capital
// letter follows.
func addSentences(text string, add func(string)) {
	list := docWords(text)
	first := true
	for i, word := range list {
		add(docToken(word, first))
		first = ends(word) && i+1 < len(list) && isCapital(list[i+1]) || i+1 == len(list)
		if first {
			add(end)
		}
	}
}

func ends(word string) bool { return word == "." || word == "?" || word == "!" || word == ":" }

func isCapital(word string) bool {
	c, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(c)
}

// docWords splits a text into words and marks. A word has letters, digits and underscores, and between them one of the
// marks . ' - and /. The last point of "e.g." and "i.e." is part of the word.
func docWords(text string) (words []string) {
	runes := []rune(text)
	inWord := func(i int) bool {
		return i < len(runes) && (unicode.IsLetter(runes[i]) || unicode.IsDigit(runes[i]) || runes[i] == '_')
	}
	for i := 0; i < len(runes); {
		from := i
		for inWord(i) || i > from && i < len(runes) && strings.ContainsRune(".'’-/", runes[i]) && inWord(i+1) {
			i++
		}
		if i == from {
			i++
			if unicode.IsSpace(runes[from]) {
				continue
			}
		}
		word := string(runes[from:i])
		if (word == "e.g" || word == "i.e") && i < len(runes) && runes[i] == '.' {
			i++
		}
		words = append(words, word)
	}
	return words
}

// docToken returns the token of a word or mark. Common words and marks stand for themselves. Numbers and names have a
// token each: a name has a capital, a digit or a mark in it, or is a single letter. Other words have their ending.
func docToken(word string, first bool) string {
	c, size := utf8.DecodeRuneInString(word)
	lower := strings.ToLower(word[:size]) + word[size:]
	switch {
	case unicode.IsDigit(c):
		return "0"
	case common[word], first && common[lower]:
		return lower
	case !unicode.IsLetter(c) && c != '_' && !strings.ContainsRune(marks, c):
		return "symbol"
	case !unicode.IsLetter(c) && c != '_':
		return word
	case size == len(word), strings.ContainsFunc(word, func(c rune) bool {
		return !unicode.IsLower(c) && !strings.ContainsRune("-'’", c)
	}):
		return "Name"
	}
	for _, ending := range endings {
		if strings.HasSuffix(word, ending) {
			return "-" + ending
		}
	}
	return "word"
}

const marks = `.,;:?!()[]"'` + "`"

// endings lists the endings of words that are not common. The first one that fits is the token.
var endings = []string{"ing", "ed", "ly", "tion", "ment", "ity", "er", "or", "able", "al", "ive", "s"}

// common contains the words that are tokens of their own. They were chosen by hand: most are words of grammar.
var common = func() map[string]bool {
	const words = `
e.g i.e a an the this that these those it its they their them we you your he one each every all any some no none both
either neither other another such same only own of to in for with by from on as at into than between before after
until without within during over under about through if when unless whether while where because so then else since
once and or but nor not never also even just still already always instead is are be was were been being has have had
do does did can cannot could may might must should will would which who whose what how there here more most less least
first last next new returns reports use used uses value values set`
	list := map[string]bool{}
	for word := range strings.FieldsSeq(words) {
		list[word] = true
	}
	return list
}()
