#include "go_asm.h"
#include "textflag.h"

// A tile of the AVX2 kernel is 6 rows × 16 columns: Y0 to Y11 are its sums, Y12
// and Y13 a row of b, Y14 a number of a, repeated.

// MULADD adds one number of a row of a, times a row of b, to the row's sums.
#define MULADD(mem, acc0, acc1) \
	VBROADCASTSS mem, Y14         \
	VMULPS       Y12, Y14, Y15    \
	VADDPS       Y15, acc0, acc0  \
	VMULPS       Y13, Y14, Y14    \
	VADDPS       Y14, acc1, acc1

#define STORE(acc0, acc1) \
	VMOVUPS acc0, (DX)   \
	VMOVUPS acc1, 32(DX) \
	ADDQ    R11, DX

// func matMulAVX2(args *matMulArgs)
// R13 counts the columns; R15 and R14 are the first numbers of b and out for them.
TEXT ·matMulAVX2(SB), NOSPLIT, $0-8
	MOVQ args+0(FP), AX
	MOVQ matMulArgs_strideA(AX), R8
	MOVQ matMulArgs_strideB(AX), R12
	MOVQ matMulArgs_strideO(AX), R11
	MOVQ matMulArgs_cols(AX), R13
	MOVQ matMulArgs_b(AX), R15
	MOVQ matMulArgs_out(AX), R14
	LEAQ (R8)(R8*2), R9

columns:
	MOVQ matMulArgs_a(AX), SI
	MOVQ matMulArgs_rows(AX), R10
	MOVQ R14, DX

tile6:
	CMPQ R10, $6
	JLT  tile1
	MOVQ R15, BX
	MOVQ matMulArgs_inner(AX), CX
	LEAQ (SI)(R9*1), DI
	VXORPS Y0, Y0, Y0
	VXORPS Y1, Y1, Y1
	VXORPS Y2, Y2, Y2
	VXORPS Y3, Y3, Y3
	VXORPS Y4, Y4, Y4
	VXORPS Y5, Y5, Y5
	VXORPS Y6, Y6, Y6
	VXORPS Y7, Y7, Y7
	VXORPS Y8, Y8, Y8
	VXORPS Y9, Y9, Y9
	VXORPS Y10, Y10, Y10
	VXORPS Y11, Y11, Y11

loop6:
	VMOVUPS (BX), Y12
	VMOVUPS 32(BX), Y13
	MULADD((SI), Y0, Y1)
	MULADD((SI)(R8*1), Y2, Y3)
	MULADD((SI)(R8*2), Y4, Y5)
	MULADD((DI), Y6, Y7)
	MULADD((DI)(R8*1), Y8, Y9)
	MULADD((DI)(R8*2), Y10, Y11)
	ADDQ R12, BX
	ADDQ $4, SI
	ADDQ $4, DI
	DECQ CX
	JNZ  loop6

	STORE(Y0, Y1)
	STORE(Y2, Y3)
	STORE(Y4, Y5)
	STORE(Y6, Y7)
	STORE(Y8, Y9)
	STORE(Y10, Y11)
	MOVQ matMulArgs_inner(AX), CX
	SHLQ $2, CX
	SUBQ CX, SI
	LEAQ (SI)(R9*2), SI
	SUBQ $6, R10
	JMP  tile6

tile1:
	TESTQ R10, R10
	JZ    next
	MOVQ  R15, BX
	MOVQ  matMulArgs_inner(AX), CX
	MOVQ  SI, DI
	VXORPS Y0, Y0, Y0
	VXORPS Y1, Y1, Y1

loop1:
	VMOVUPS (BX), Y12
	VMOVUPS 32(BX), Y13
	MULADD((DI), Y0, Y1)
	ADDQ R12, BX
	ADDQ $4, DI
	DECQ CX
	JNZ  loop1

	STORE(Y0, Y1)
	ADDQ R8, SI
	DECQ R10
	JMP  tile1

next:
	ADDQ $64, R15
	ADDQ $64, R14
	SUBQ $16, R13
	JNZ  columns
	VZEROUPPER
	RET
