#include "go_asm.h"
#include "textflag.h"

// The kernels that pack 16 columns of floats as the weights of a layer: in a
// first pass the greatest of each column, in a second its bytes, four rows side
// by side in each 32-bit number.

// BROAD16 sets all of reg to a 32-bit number.
#define BROAD16(bits, reg) \
	MOVL         bits, BX \
	VPBROADCASTD BX, reg

// BYTES16 turns a row of floats into bytes in the lowest bits of 32.
#define BYTES16(mem, reg) \
	VMULPS    mem, Z4, reg  \
	VCVTPS2DQ reg, reg      \
	VPANDD    Z10, reg, reg

// func packAVX512(args *packArgs)
TEXT ·packAVX512(SB), NOSPLIT, $0-8
	MOVQ   args+0(FP), AX
	MOVQ   packArgs_in(AX), SI
	MOVQ   packArgs_stride(AX), R8
	MOVQ   packArgs_rows(AX), CX
	BROAD16($0x7fffffff, Z1)
	BROAD16($0x42fe0000, Z2) // 127
	BROAD16($0x0da24260, Z3) // minStep
	BROAD16($0x3f800000, Z4) // 1
	BROAD16($255, Z10)
	BROAD16($0x01010101, Z11)
	VPXORD Z0, Z0, Z0
	VPXORD Z9, Z9, Z9
	MOVQ   SI, DX
	MOVQ   CX, R9

top:
	VPANDD (DX), Z1, Z5
	VMAXPS Z5, Z0, Z0
	ADDQ   R8, DX
	DECQ   R9
	JNZ    top

	VDIVPS  Z2, Z0, Z0
	VMAXPS  Z3, Z0, Z0
	MOVQ    packArgs_scale(AX), DX
	VMOVUPS Z0, (DX)
	VDIVPS  Z0, Z4, Z4
	MOVQ    packArgs_w(AX), DI
	LEAQ    (R8)(R8*2), R9

group:
	BYTES16((SI), Z5)
	BYTES16((SI)(R8*1), Z6)
	BYTES16((SI)(R8*2), Z7)
	BYTES16((SI)(R9*1), Z8)
	VPSLLD    $8, Z6, Z6
	VPSLLD    $16, Z7, Z7
	VPSLLD    $24, Z8, Z8
	VPORD     Z6, Z5, Z5
	VPORD     Z8, Z7, Z7
	VPORD     Z7, Z5, Z5
	VPDPBUSD  Z5, Z11, Z9
	VMOVDQU32 Z5, (DI)
	LEAQ      (SI)(R8*4), SI
	ADDQ      $64, DI
	SUBQ      $4, CX
	JNZ       group

	MOVQ      packArgs_colSum(AX), DX
	VMOVDQU32 Z9, (DX)
	VZEROUPPER
	RET

// BROAD8 sets all of reg, whose lower half is x, to a 32-bit number.
#define BROAD8(bits, reg, x) \
	MOVL         bits, BX \
	VMOVD        BX, x    \
	VPBROADCASTD x, reg

// BYTES8 is BYTES16 for 8 columns.
#define BYTES8(mem, reg) \
	VMULPS    mem, Y4, reg  \
	VCVTPS2DQ reg, reg      \
	VPAND     Y10, reg, reg

// func packAVX2(args *packArgs)
//
// The 16 columns are taken 8 at a time; R10 is 0, then 32.
TEXT ·packAVX2(SB), NOSPLIT, $0-8
	MOVQ args+0(FP), AX
	MOVQ packArgs_stride(AX), R8
	LEAQ (R8)(R8*2), R9
	XORQ R10, R10
	BROAD8($0x7fffffff, Y1, X1)
	BROAD8($0x42fe0000, Y2, X2) // 127
	BROAD8($0x0da24260, Y3, X3) // minStep
	BROAD8($255, Y10, X10)
	BROAD8($0x01010101, Y11, X11)
	BROAD8($0x00010001, Y12, X12)

half:
	BROAD8($0x3f800000, Y4, X4) // 1
	MOVQ  packArgs_in(AX), SI
	ADDQ  R10, SI
	MOVQ  packArgs_rows(AX), CX
	VPXOR Y0, Y0, Y0
	VPXOR Y9, Y9, Y9
	MOVQ  SI, DX
	MOVQ  CX, R11

top:
	VPAND  (DX), Y1, Y5
	VMAXPS Y5, Y0, Y0
	ADDQ   R8, DX
	DECQ   R11
	JNZ    top

	VDIVPS  Y2, Y0, Y0
	VMAXPS  Y3, Y0, Y0
	MOVQ    packArgs_scale(AX), DX
	VMOVUPS Y0, (DX)(R10*1)
	VDIVPS  Y0, Y4, Y4
	MOVQ    packArgs_w(AX), DI
	ADDQ    R10, DI

group:
	BYTES8((SI), Y5)
	BYTES8((SI)(R8*1), Y6)
	BYTES8((SI)(R8*2), Y7)
	BYTES8((SI)(R9*1), Y8)
	VPSLLD     $8, Y6, Y6
	VPSLLD     $16, Y7, Y7
	VPSLLD     $24, Y8, Y8
	VPOR       Y6, Y5, Y5
	VPOR       Y8, Y7, Y7
	VPOR       Y7, Y5, Y5
	VMOVDQU    Y5, (DI)
	VPMADDUBSW Y5, Y11, Y5
	VPMADDWD   Y5, Y12, Y5
	VPADDD     Y5, Y9, Y9
	LEAQ       (SI)(R8*4), SI
	ADDQ       $64, DI
	SUBQ       $4, CX
	JNZ        group

	MOVQ    packArgs_colSum(AX), DX
	VMOVDQU Y9, (DX)(R10*1)
	ADDQ    $32, R10
	CMPQ    R10, $64
	JNE     half
	VZEROUPPER
	RET
