// Package learn makes scenarios of Go source: nature writes Go, and mimic and operator are in doubt about whose.
//
// The sequence of a folder is its simple statements (assignments, calls and other expression statements, returns,
// x++ and x--), each one its token kinds as go/scanner names them, "IDENT", ":=", "return", and the outcome [End]
// behind them. A statement with a block inside, that is with a function literal, is left out; the statements of
// the block are not. Statements come in the order of file names and positions. Read are all files *.go of the
// folder itself, whatever their build constraints, but *_test.go.
//
// An n-gram of order K, see [NGram], forecasts x with probability (n(c,x) + 1)/(n(c) + k): n(c) is how often the
// context c was followed by anything, n(c,x) how often by x, and k the number of outcomes. A context is a run of
// at most K outcomes within a statement, where the end of the statement before counts as its first. The context of
// a forecast is the longest one that the present statement ends in and that occurs in the folder: what was never
// seen drops its oldest outcome until it was. So the states of a folder are exactly
//
//   - the runs of K outcomes that occur within its statements, and the shorter runs that begin one;
//   - to back off to, the shorter runs that occur anywhere, unless every outcome was seen in front: then the longer
//     run is always known and the shorter one never forecasts.
//
// In a scenario they are called, for a folder sort at order 2,
//
//	sort            the start of a statement
//	sort/end IDENT  one token behind the start
//	sort/IDENT .    the last two tokens, anywhere further on
//	sort/IDENT      backed off: what stands before the IDENT was never seen there
//	sort/any        backed off: the last token occurs in other folders only
//
// At order 0 a folder has one state, sort, of independent draws.
package learn
