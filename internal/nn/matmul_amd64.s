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

// func transposeAVX2(in *float32, strideIn int, out *float32, strideOut int)
// It transposes 8 × 8 numbers. Strides are in bytes.
TEXT ·transposeAVX2(SB), NOSPLIT, $0-32
	MOVQ in+0(FP), SI
	MOVQ strideIn+8(FP), R8
	MOVQ out+16(FP), DI
	MOVQ strideOut+24(FP), R9
	LEAQ (SI)(R8*4), BX
	LEAQ (DI)(R9*4), DX
	LEAQ (R8)(R8*2), R10
	LEAQ (R9)(R9*2), R11
	VMOVUPS (SI), Y0
	VMOVUPS (SI)(R8*1), Y1
	VMOVUPS (SI)(R8*2), Y2
	VMOVUPS (SI)(R10*1), Y3
	VMOVUPS (BX), Y4
	VMOVUPS (BX)(R8*1), Y5
	VMOVUPS (BX)(R8*2), Y6
	VMOVUPS (BX)(R10*1), Y7

	VUNPCKLPS Y1, Y0, Y8
	VUNPCKHPS Y1, Y0, Y9
	VUNPCKLPS Y3, Y2, Y10
	VUNPCKHPS Y3, Y2, Y11
	VUNPCKLPS Y5, Y4, Y12
	VUNPCKHPS Y5, Y4, Y13
	VUNPCKLPS Y7, Y6, Y14
	VUNPCKHPS Y7, Y6, Y15

	VUNPCKLPD Y10, Y8, Y0
	VUNPCKHPD Y10, Y8, Y1
	VUNPCKLPD Y11, Y9, Y2
	VUNPCKHPD Y11, Y9, Y3
	VUNPCKLPD Y14, Y12, Y4
	VUNPCKHPD Y14, Y12, Y5
	VUNPCKLPD Y15, Y13, Y6
	VUNPCKHPD Y15, Y13, Y7

	VPERM2F128 $0x20, Y4, Y0, Y8
	VPERM2F128 $0x20, Y5, Y1, Y9
	VPERM2F128 $0x20, Y6, Y2, Y10
	VPERM2F128 $0x20, Y7, Y3, Y11
	VPERM2F128 $0x31, Y4, Y0, Y12
	VPERM2F128 $0x31, Y5, Y1, Y13
	VPERM2F128 $0x31, Y6, Y2, Y14
	VPERM2F128 $0x31, Y7, Y3, Y15

	VMOVUPS Y8, (DI)
	VMOVUPS Y9, (DI)(R9*1)
	VMOVUPS Y10, (DI)(R9*2)
	VMOVUPS Y11, (DI)(R11*1)
	VMOVUPS Y12, (DX)
	VMOVUPS Y13, (DX)(R9*1)
	VMOVUPS Y14, (DX)(R9*2)
	VMOVUPS Y15, (DX)(R11*1)
	VZEROUPPER
	RET
