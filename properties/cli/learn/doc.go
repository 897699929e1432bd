// Package learn makes scenarios from Go source and from texts. It learns an n-gram from each of several paths, a folder
// or a file each. Nature writes like the first path; the mimic and the operator each have a prior over the paths. Start
// reading at [Scenario].
//
// The sequence of Go source consists of its simple statements: assignments, calls and other expression statements,
// returns, x++ and x--. Each is written as its token kinds, named as in go/scanner ("IDENT", ":=", "return"), and the
// outcome [End] after them. A statement that contains a block, in a function literal, is left out; the statements of
// the block are not. Statements come in the order of file names and positions. All files *.go of the folder itself are
// read, whatever their build constraints, except *_test.go.
//
// In the sequence of a text each line that is not blank is a statement. Its tokens are its words, characters or bytes,
// see [Tokens]. In a file *.jsonl a line is a JSON string, or an object with a string under the field of [Format]; line
// ends in that string are white space, and end no statement. All files of a folder itself are read, except hidden ones.
// A text is UTF-8 without control characters other than white space. A text that is read as bytes may have any encoding
// without zero bytes.
//
// The sequence of the docs of Go source consists of the sentences of its doc comments, without code, lists and
// headings. Some common words and marks are tokens of their own. Other words are one of a few kinds: "Name" if there is
// a capital, digit or point in it, "0" if it is a number, its ending such as "-ing", or "word"; other marks are
// "symbol".
//
// There are at most 256 outcomes. If a text has more tokens, the rarest ones share the outcome "other". A word that is
// "end", "other" or "any", or starts with a backslash, is written with one more backslash before it. White space is
// called "space", "tab", "newline" or "return"; other characters that cannot be seen alone have names such as "U+0301",
// and other bytes such as "0xff".
//
// An n-gram of order K, see [NGram], forecasts x with probability (n(c,x) + 1)/(n(c) + k), if the context c occurs
// n(c) times, x follows it n(c,x) times, and there are k outcomes. A context is a run of at most K outcomes of one
// statement; the end of the statement before counts as its first outcome. A forecast uses the longest context that the
// statement so far ends in and that occurs in the source: a context that does not occur loses its oldest outcome until
// it does (back-off). So the states of a source are
//
//   - the runs of K outcomes that occur within its statements, and the shorter runs at the start of a statement;
//   - for back-off, the shorter runs that occur anywhere, unless they occur after every outcome: then the longer run
//     occurs too, and the shorter one is never used.
//
// For a folder sort at order 2, a scenario names its states
//
//	sort            the start of a statement
//	sort/end IDENT  one token after the start
//	sort/IDENT .    the last two tokens, anywhere later
//	sort/IDENT      back-off: IDENT, after an outcome that it never follows in sort
//	sort/any        back-off: the last token does not occur in sort
//
// A name of more than 256 bytes is cut, and ends with the number of the state. At order 0 a source has one state, sort,
// with independent draws.
package learn
