package proofs

// What the tests of the extracted code need too; they are in a package of their own, since they know the claims.
var (
	NeedCoq  = needCoq
	Compiled = compiled
	Coqc     = coqc
)
