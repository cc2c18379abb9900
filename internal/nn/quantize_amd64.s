#include "textflag.h"

// order puts the 32-bit parts of packed bytes back into their order.
DATA ·order+0(SB)/4, $0
DATA ·order+4(SB)/4, $4
DATA ·order+8(SB)/4, $1
DATA ·order+12(SB)/4, $5
DATA ·order+16(SB)/4, $2
DATA ·order+20(SB)/4, $6
DATA ·order+24(SB)/4, $3
DATA ·order+28(SB)/4, $7
GLOBL ·order(SB), RODATA|NOPTR, $32

// func boundsAVX2(row *float32, n int, out *[16]float32)
TEXT ·boundsAVX2(SB), NOSPLIT, $0-24
	MOVQ   row+0(FP), SI
	MOVQ   n+8(FP), CX
	MOVQ   out+16(FP), DI
	VXORPS Y0, Y0, Y0
	VXORPS Y1, Y1, Y1
	VXORPS Y2, Y2, Y2
	VXORPS Y3, Y3, Y3

loop:
	VMOVUPS (SI), Y4
	VMOVUPS 32(SI), Y5
	VMINPS  Y0, Y4, Y0
	VMAXPS  Y1, Y4, Y1
	VMINPS  Y2, Y5, Y2
	VMAXPS  Y3, Y5, Y3
	ADDQ    $64, SI
	SUBQ    $16, CX
	JNZ     loop

	VMINPS  Y0, Y2, Y0
	VMAXPS  Y1, Y3, Y1
	VMOVUPS Y0, (DI)
	VMOVUPS Y1, 32(DI)
	VZEROUPPER
	RET

// func quantizeAVX2(row *float32, n int, inv float32, zero int32, out *uint8)
TEXT ·quantizeAVX2(SB), NOSPLIT, $0-32
	MOVQ         row+0(FP), SI
	MOVQ         n+8(FP), CX
	VBROADCASTSS inv+16(FP), Y8
	MOVL         zero+20(FP), AX
	VMOVD        AX, X9
	VPBROADCASTD X9, Y9
	MOVQ         out+24(FP), DI
	VMOVDQU      ·order(SB), Y10

loop:
	VMULPS    (SI), Y8, Y0
	VMULPS    32(SI), Y8, Y1
	VMULPS    64(SI), Y8, Y2
	VMULPS    96(SI), Y8, Y3
	VCVTPS2DQ Y0, Y0
	VCVTPS2DQ Y1, Y1
	VCVTPS2DQ Y2, Y2
	VCVTPS2DQ Y3, Y3
	VPADDD    Y9, Y0, Y0
	VPADDD    Y9, Y1, Y1
	VPADDD    Y9, Y2, Y2
	VPADDD    Y9, Y3, Y3
	VPACKSSDW Y1, Y0, Y0
	VPACKSSDW Y3, Y2, Y2
	VPACKUSWB Y2, Y0, Y0
	VPERMD    Y0, Y10, Y0
	VMOVDQU   Y0, (DI)
	ADDQ      $128, SI
	ADDQ      $32, DI
	SUBQ      $32, CX
	JNZ       loop
	VZEROUPPER
	RET

// func widenAVX2(in *uint8, n int, out *int16)
TEXT ·widenAVX2(SB), NOSPLIT, $0-24
	MOVQ in+0(FP), SI
	MOVQ n+8(FP), CX
	MOVQ out+16(FP), DI

loop:
	VPMOVZXBW (SI), Y0
	VPMOVZXBW 16(SI), Y1
	VMOVDQU   Y0, (DI)
	VMOVDQU   Y1, 32(DI)
	ADDQ      $32, SI
	ADDQ      $64, DI
	SUBQ      $32, CX
	JNZ       loop
	VZEROUPPER
	RET
