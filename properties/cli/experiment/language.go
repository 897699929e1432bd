package experiment

import "mimics/properties/cli/learn"

// language says what an operator sees of a statement, and what counts as success.
type language interface {
	tokens() int // the number of outcomes, learn.End included
	text(learn.Statement) string
	succeeds(learn.Statement) bool
	shown(learn.Statement) shown
	describe() Description
}

// shown holds all that the operator sees of a statement, and more.
type shown struct {
	cell    int // the combination of features
	labels  [numLabels]bool
	chances int // the number of parts that each succeed by chance, in the experiment control
	tokens  int
}

// Description names what a language speaks of.
type Description struct {
	Language string // one of Languages
	Noun     string // what a statement is called
	Succeeds string // what a statement does that succeeds, as a verb
	Chance   string // the part of a statement that succeeds by chance in the experiment control
	features [4]string
	labels   [numLabels]string
}

// Languages lists the kinds of corpus: "code", the simple statements of Go, and "docs", the sentences of its doc
// comments.
var Languages = []string{"code", "docs"}

const numLabels = 3

// A cell is a combination of four features: three that a statement has or lacks, and one of four classes of length.
const cells = 2 * 2 * 2 * 4

// cellOf returns the number of the cell. The lengths are the largest numbers of tokens of each class but the last.
func cellOf(first, second, third bool, tokens int, lengths ...int) int {
	class := 0
	for class < len(lengths) && tokens > lengths[class] {
		class++
	}
	return bit(first) + 2*bit(second) + 4*bit(third) + 8*class
}

// features are the functions of the cell that the operator forecasts, in the order of their names.
var features = [4]func(cell int) int{
	func(cell int) int { return cell % 2 },
	func(cell int) int { return cell / 2 % 2 },
	func(cell int) int { return cell / 4 % 2 },
	func(cell int) int { return cell / 8 },
}

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}
