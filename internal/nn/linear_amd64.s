#include "go_asm.h"
#include "textflag.h"

// BACK goes back so far that the last R10 rows end a tile of n rows: a tile over
// some rows again costs less than the last ones alone.
#define BACK(n) \
	MOVQ  n, CX   \
	SUBQ  R10, CX \
	MOVQ  CX, BX  \
	IMULQ R8, BX  \
	SUBQ  BX, SI  \
	MOVQ  CX, BX  \
	IMULQ R11, BX \
	SUBQ  BX, DX  \
	SHLQ  $2, CX  \
	SUBQ  CX, R12 \
	SUBQ  CX, R13 \
	MOVQ  n, R10

// A tile of the AVX-512 kernel is 8 rows × 32 outputs: Z0 to Z15 are its sums,
// Z16 and Z17 the weights of one group of 4 inputs, Z18 to Z21 the 4 bytes of
// one row, repeated.

// DOT adds the products of one group for one row to the row's two sums.
#define DOT(mem, tmp, acc0, acc1) \
	VPBROADCASTD mem, tmp      \
	VPDPBUSD     Z16, tmp, acc0 \
	VPDPBUSD     Z17, tmp, acc1

// STORE turns a row's sums into floats: (sum - zero*colSum) * (scale*colScale) + bias.
// Z22, Z23 hold colSum, Z24, Z25 colScale, Z26, Z27 bias; R12 is at the row's
// scale, R13 at its zero, DX at its output, R11 is the output's stride.
#define STORE(acc0, acc1) \
	VPBROADCASTD (R13), Z18       \
	VBROADCASTSS (R12), Z19       \
	VPMULLD      Z22, Z18, Z20    \
	VPMULLD      Z23, Z18, Z21    \
	VPSUBD       Z20, acc0, acc0  \
	VPSUBD       Z21, acc1, acc1  \
	VMULPS       Z24, Z19, Z20    \
	VMULPS       Z25, Z19, Z21    \
	VCVTDQ2PS    acc0, acc0       \
	VCVTDQ2PS    acc1, acc1       \
	VMULPS       Z20, acc0, acc0  \
	VMULPS       Z21, acc1, acc1  \
	VADDPS       Z26, acc0, acc0  \
	VADDPS       Z27, acc1, acc1  \
	VMOVUPS      acc0, (DX)       \
	VMOVUPS      acc1, 64(DX)     \
	ADDQ         $4, R12          \
	ADDQ         $4, R13          \
	ADDQ         R11, DX

// func linearAVX512(args *linearArgs)
TEXT ·linearAVX512(SB), NOSPLIT, $0-8
	MOVQ    args+0(FP), AX
	MOVQ    linearArgs_a(AX), SI
	MOVQ    linearArgs_out(AX), DX
	MOVQ    linearArgs_scale(AX), R12
	MOVQ    linearArgs_zero(AX), R13
	MOVQ    linearArgs_rows(AX), R10
	MOVQ    linearArgs_strideA(AX), R8
	MOVQ    linearArgs_strideO(AX), R11
	MOVQ    linearArgs_colSum(AX), BX
	VMOVDQU32 (BX), Z22
	VMOVDQU32 64(BX), Z23
	MOVQ    linearArgs_colScale(AX), BX
	VMOVUPS (BX), Z24
	VMOVUPS 64(BX), Z25
	MOVQ    linearArgs_bias(AX), BX
	VMOVUPS (BX), Z26
	VMOVUPS 64(BX), Z27
	LEAQ    (R8)(R8*2), R9

tile8:
	CMPQ R10, $8
	JLT  tile1
	MOVQ linearArgs_w(AX), BX
	MOVQ linearArgs_strideW(AX), R14
	MOVQ linearArgs_groups(AX), CX
	LEAQ (SI)(R8*4), DI
	VPXORD Z0, Z0, Z0
	VPXORD Z1, Z1, Z1
	VPXORD Z2, Z2, Z2
	VPXORD Z3, Z3, Z3
	VPXORD Z4, Z4, Z4
	VPXORD Z5, Z5, Z5
	VPXORD Z6, Z6, Z6
	VPXORD Z7, Z7, Z7
	VPXORD Z8, Z8, Z8
	VPXORD Z9, Z9, Z9
	VPXORD Z10, Z10, Z10
	VPXORD Z11, Z11, Z11
	VPXORD Z12, Z12, Z12
	VPXORD Z13, Z13, Z13
	VPXORD Z14, Z14, Z14
	VPXORD Z15, Z15, Z15

loop8:
	VMOVDQU32 (BX), Z16
	VMOVDQU32 (BX)(R14*1), Z17
	DOT((SI), Z18, Z0, Z1)
	DOT((SI)(R8*1), Z19, Z2, Z3)
	DOT((SI)(R8*2), Z20, Z4, Z5)
	DOT((SI)(R9*1), Z21, Z6, Z7)
	DOT((DI), Z18, Z8, Z9)
	DOT((DI)(R8*1), Z19, Z10, Z11)
	DOT((DI)(R8*2), Z20, Z12, Z13)
	DOT((DI)(R9*1), Z21, Z14, Z15)
	ADDQ $64, BX
	ADDQ $4, SI
	ADDQ $4, DI
	DECQ CX
	JNZ  loop8

	STORE(Z0, Z1)
	STORE(Z2, Z3)
	STORE(Z4, Z5)
	STORE(Z6, Z7)
	STORE(Z8, Z9)
	STORE(Z10, Z11)
	STORE(Z12, Z13)
	STORE(Z14, Z15)
	MOVQ linearArgs_groups(AX), CX
	SHLQ $2, CX
	SUBQ CX, SI
	LEAQ (SI)(R8*8), SI
	SUBQ $8, R10
	JMP  tile8

tile1:
	TESTQ R10, R10
	JZ    done
	CMPQ  R10, $3
	JLT   single
	CMPQ  linearArgs_rows(AX), $8
	JLT   single
	BACK($8)
	JMP   tile8

single:
	MOVQ  linearArgs_w(AX), BX
	MOVQ  linearArgs_strideW(AX), R14
	MOVQ  linearArgs_groups(AX), CX
	MOVQ  SI, DI
	VPXORD Z0, Z0, Z0
	VPXORD Z1, Z1, Z1

loop1:
	VMOVDQU32 (BX), Z16
	VMOVDQU32 (BX)(R14*1), Z17
	DOT((DI), Z18, Z0, Z1)
	ADDQ $64, BX
	ADDQ $4, DI
	DECQ CX
	JNZ  loop1

	STORE(Z0, Z1)
	ADDQ R8, SI
	DECQ R10
	JMP  tile1

done:
	VZEROUPPER
	RET

#undef DOT
#undef STORE

// A tile of the AVX2 kernel is 6 rows × 8 outputs: Y0 to Y11 are its sums, Y12
// and Y13 the weights of one group of 4 inputs as 16-bit numbers, Y14 the 4
// numbers of one row, repeated. A sum is in two halves until the end.

// DOT adds the products of one group for one row to the row's two sums.
#define DOT(mem, acc0, acc1) \
	VPBROADCASTQ mem, Y14         \
	VPMADDWD     Y14, Y12, Y15    \
	VPADDD       Y15, acc0, acc0  \
	VPMADDWD     Y14, Y13, Y14    \
	VPADDD       Y14, acc1, acc1

// STORE joins the halves of a row's 8 sums and turns them into floats. R12 is
// at the row's scale, R13 at its zero, DX at its output, R11 is the output's
// stride; DI, R15 and BX are at colSum, colScale and bias.
#define STORE(acc0, acc1) \
	VPHADDD      acc1, acc0, acc0  \
	VPERMQ       $0xD8, acc0, acc0 \
	VPBROADCASTD (R13), Y12        \
	VBROADCASTSS (R12), Y13        \
	VPMULLD      (DI), Y12, Y12    \
	VPSUBD       Y12, acc0, acc0   \
	VMULPS       (R15), Y13, Y13   \
	VCVTDQ2PS    acc0, acc0        \
	VMULPS       Y13, acc0, acc0   \
	VADDPS       (BX), acc0, acc0  \
	VMOVUPS      acc0, (DX)        \
	ADDQ         $4, R12           \
	ADDQ         $4, R13           \
	ADDQ         R11, DX

// COLUMNS points DI, R15 and BX to what STORE needs of the outputs.
#define COLUMNS \
	MOVQ linearArgs_colSum(AX), DI    \
	MOVQ linearArgs_colScale(AX), R15 \
	MOVQ linearArgs_bias(AX), BX      \
	ADDQ col-8(SP), DI                \
	ADDQ col-8(SP), R15               \
	ADDQ col-8(SP), BX

// func linearAVX2(args *linearArgs)
//
// The 32 outputs are taken 8 at a time. col is 4 times the first of the 8, wat
// where their weights begin.
TEXT ·linearAVX2(SB), NOSPLIT, $16-8
	MOVQ args+0(FP), AX
	MOVQ $0, col-8(SP)
	MOVQ linearArgs_w(AX), BX
	MOVQ BX, wat-16(SP)
	MOVQ linearArgs_strideA(AX), R8
	MOVQ linearArgs_strideO(AX), R11
	LEAQ (R8)(R8*2), R9

columns:
	MOVQ linearArgs_a(AX), SI
	MOVQ linearArgs_out(AX), DX
	ADDQ col-8(SP), DX
	MOVQ linearArgs_scale(AX), R12
	MOVQ linearArgs_zero(AX), R13
	MOVQ linearArgs_rows(AX), R10

tile6:
	CMPQ R10, $6
	JLT  tile1
	MOVQ wat-16(SP), BX
	MOVQ linearArgs_groups(AX), CX
	LEAQ (SI)(R9*1), DI
	VPXOR Y0, Y0, Y0
	VPXOR Y1, Y1, Y1
	VPXOR Y2, Y2, Y2
	VPXOR Y3, Y3, Y3
	VPXOR Y4, Y4, Y4
	VPXOR Y5, Y5, Y5
	VPXOR Y6, Y6, Y6
	VPXOR Y7, Y7, Y7
	VPXOR Y8, Y8, Y8
	VPXOR Y9, Y9, Y9
	VPXOR Y10, Y10, Y10
	VPXOR Y11, Y11, Y11

loop6:
	VPMOVSXBW (BX), Y12
	VPMOVSXBW 16(BX), Y13
	DOT((SI), Y0, Y1)
	DOT((SI)(R8*1), Y2, Y3)
	DOT((SI)(R8*2), Y4, Y5)
	DOT((DI), Y6, Y7)
	DOT((DI)(R8*1), Y8, Y9)
	DOT((DI)(R8*2), Y10, Y11)
	ADDQ $64, BX
	ADDQ $8, SI
	ADDQ $8, DI
	DECQ CX
	JNZ  loop6

	COLUMNS
	STORE(Y0, Y1)
	STORE(Y2, Y3)
	STORE(Y4, Y5)
	STORE(Y6, Y7)
	STORE(Y8, Y9)
	STORE(Y10, Y11)
	MOVQ linearArgs_groups(AX), CX
	SHLQ $3, CX
	SUBQ CX, SI
	LEAQ (SI)(R9*2), SI
	SUBQ $6, R10
	JMP  tile6

tile1:
	TESTQ R10, R10
	JZ    next
	CMPQ  R10, $3
	JLT   single
	CMPQ  linearArgs_rows(AX), $6
	JLT   single
	BACK($6)
	JMP   tile6

single:
	MOVQ  wat-16(SP), BX
	MOVQ  linearArgs_groups(AX), CX
	MOVQ  SI, DI
	VPXOR Y0, Y0, Y0
	VPXOR Y1, Y1, Y1

loop1:
	VPMOVSXBW (BX), Y12
	VPMOVSXBW 16(BX), Y13
	DOT((DI), Y0, Y1)
	ADDQ $64, BX
	ADDQ $8, DI
	DECQ CX
	JNZ  loop1

	COLUMNS
	STORE(Y0, Y1)
	ADDQ R8, SI
	DECQ R10
	JMP  tile1

next:
	// 8 outputs further: 32 bytes in the panel, or over to the next panel.
	MOVQ col-8(SP), CX
	MOVQ wat-16(SP), BX
	ADDQ $32, CX
	ADDQ $32, BX
	CMPQ CX, $64
	JNE  same
	MOVQ linearArgs_w(AX), BX
	ADDQ linearArgs_strideW(AX), BX

same:
	MOVQ CX, col-8(SP)
	MOVQ BX, wat-16(SP)
	CMPQ CX, $128
	JLT  columns
	VZEROUPPER
	RET
