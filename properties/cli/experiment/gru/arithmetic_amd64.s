#include "textflag.h"

// The lanes of a vector are rounded like single numbers, and SSE2 is on every amd64. So the bits are those of the Go code
// in arithmetic.go.

// func addRowsFast(y, x, b *float32, columns, rows, step int)
TEXT ·addRowsFast(SB), NOSPLIT, $0-48
	MOVQ y+0(FP), DI
	MOVQ x+8(FP), SI
	MOVQ b+16(FP), DX
	MOVQ columns+24(FP), CX // that are left
	MOVQ rows+32(FP), R8
	MOVQ step+40(FP), R9
	SHLQ $2, R9             // bytes from a factor to the next
	MOVQ CX, R10
	SHLQ $2, R10            // bytes of a row of b

sixteen:
	CMPQ   CX, $16
	JLT    four
	MOVUPS (DI), X0
	MOVUPS 16(DI), X1
	MOVUPS 32(DI), X2
	MOVUPS 48(DI), X3
	MOVQ   SI, AX
	MOVQ   DX, BX
	MOVQ   R8, R11

sixteenOfRow:
	MOVSS  (AX), X4
	SHUFPS $0, X4, X4
	MOVUPS (BX), X5
	MOVUPS 16(BX), X6
	MOVUPS 32(BX), X7
	MOVUPS 48(BX), X8
	MULPS  X4, X5
	MULPS  X4, X6
	MULPS  X4, X7
	MULPS  X4, X8
	ADDPS  X5, X0
	ADDPS  X6, X1
	ADDPS  X7, X2
	ADDPS  X8, X3
	ADDQ   R9, AX
	ADDQ   R10, BX
	DECQ   R11
	JNZ    sixteenOfRow
	MOVUPS X0, (DI)
	MOVUPS X1, 16(DI)
	MOVUPS X2, 32(DI)
	MOVUPS X3, 48(DI)
	ADDQ   $64, DI
	ADDQ   $64, DX
	SUBQ   $16, CX
	JMP    sixteen

four:
	CMPQ   CX, $4
	JLT    one
	MOVUPS (DI), X0
	MOVQ   SI, AX
	MOVQ   DX, BX
	MOVQ   R8, R11

fourOfRow:
	MOVSS  (AX), X4
	SHUFPS $0, X4, X4
	MOVUPS (BX), X5
	MULPS  X4, X5
	ADDPS  X5, X0
	ADDQ   R9, AX
	ADDQ   R10, BX
	DECQ   R11
	JNZ    fourOfRow
	MOVUPS X0, (DI)
	ADDQ   $16, DI
	ADDQ   $16, DX
	SUBQ   $4, CX
	JMP    four

one:
	CMPQ  CX, $1
	JLT   done
	MOVSS (DI), X0
	MOVQ  SI, AX
	MOVQ  DX, BX
	MOVQ  R8, R11

oneOfRow:
	MOVSS (AX), X4
	MOVSS (BX), X5
	MULSS X4, X5
	ADDSS X5, X0
	ADDQ  R9, AX
	ADDQ  R10, BX
	DECQ  R11
	JNZ   oneOfRow
	MOVSS X0, (DI)
	ADDQ  $4, DI
	ADDQ  $4, DX
	DECQ  CX
	JMP   one

done:
	RET

// func expsFast(x *float32, fours int, constants *[14][4]float32)
TEXT ·expsFast(SB), NOSPLIT, $0-24
	MOVQ   x+0(FP), DI
	MOVQ   fours+8(FP), CX
	MOVQ   constants+16(FP), SI
	MOVUPS (SI), X4    // lowest
	MOVUPS 16(SI), X5  // highest
	MOVUPS 32(SI), X6  // log2E
	MOVUPS 48(SI), X7  // toWhole
	MOVUPS 64(SI), X8  // high
	MOVUPS 80(SI), X9  // low
	MOVUPS 96(SI), X10 // the series: r⁷, …
	MOVUPS 112(SI), X11
	MOVUPS 128(SI), X12
	MOVUPS 144(SI), X13
	MOVUPS 160(SI), X14
	MOVUPS 176(SI), X15

next:
	MOVUPS    (DI), X1
	MOVAPS    X4, X2
	MAXPS     X1, X2       // a NaN in X1 stays, as the source of MAXPS and of MINPS
	MOVAPS    X5, X0
	MINPS     X2, X0
	MOVAPS    X0, X1
	MULPS     X6, X1
	ADDPS     X7, X1
	SUBPS     X7, X1       // k
	MOVAPS    X1, X2
	MULPS     X8, X2
	SUBPS     X2, X0
	MOVAPS    X1, X2
	MULPS     X9, X2
	SUBPS     X2, X0       // r
	MOVAPS    X10, X2
	MULPS     X0, X2
	ADDPS     X11, X2
	MULPS     X0, X2
	ADDPS     X12, X2
	MULPS     X0, X2
	ADDPS     X13, X2
	MULPS     X0, X2
	ADDPS     X14, X2
	MULPS     X0, X2
	ADDPS     X15, X2
	MULPS     X0, X2
	MOVUPS    192(SI), X3  // 1
	ADDPS     X3, X2
	MULPS     X0, X2
	ADDPS     X3, X2
	CVTTPS2PL X1, X1
	MOVUPS    208(SI), X3  // 2⁰ as bits, to which k·2²³ is added
	PSLLL     $23, X1
	PADDL     X3, X1
	MULPS     X1, X2
	MOVUPS    X2, (DI)
	ADDQ      $16, DI
	DECQ      CX
	JNZ       next
	RET
