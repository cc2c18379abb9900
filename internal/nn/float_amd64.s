#include "textflag.h"

// Numbers repeated eight times, so that instructions can read them in place.
#define CONST8(name, bits) \
	DATA name<>+0(SB)/4, bits  \
	DATA name<>+4(SB)/4, bits  \
	DATA name<>+8(SB)/4, bits  \
	DATA name<>+12(SB)/4, bits \
	DATA name<>+16(SB)/4, bits \
	DATA name<>+20(SB)/4, bits \
	DATA name<>+24(SB)/4, bits \
	DATA name<>+28(SB)/4, bits \
	GLOBL name<>(SB), RODATA|NOPTR, $32

CONST8(expLeast, $0xc2ae999a) // -87.3
CONST8(expMost, $0x42b00000) // 88
CONST8(expLog2e, $0x3fb8aa3b) // 1.44269504
CONST8(expLn2Hi, $0x3f318000) // 0.693359375
CONST8(expLn2Low, $0xb95e8083) // -0.00021219444
CONST8(exp0, $0x39506967) // 0.000198756915
CONST8(exp1, $0x3ab743ce) // 0.00139819995
CONST8(exp2, $0x3c088908) // 0.00833345191
CONST8(exp3, $0x3d2aa9c1) // 0.0416657959
CONST8(exp4, $0x3e2aaaaa) // 0.166666655
CONST8(exp5, $0x3f000000) // 0.500000012
CONST8(up0, $0xaf95df0b) // -2.72614226e-10
CONST8(up1, $0x32edffee) // 2.77068142e-08
CONST8(up2, $0xb60cff51) // -2.10102402e-06
CONST8(up3, $0xb86ec2d2) // -5.69250639e-05
CONST8(up4, $0xba40ac63) // -0.00073499063
CONST8(up5, $0xbb41a1f6) // -0.00295459981
CONST8(up6, $0xbc83dbd4) // -0.0160960333
CONST8(down0, $0xb77460cd) // -1.45660718e-05
CONST8(down1, $0xb95fbd29) // -0.000213374055
CONST8(down2, $0xbadc924e) // -0.00168282697
CONST8(down3, $0xbbf19bf8) // -0.00737332917
CONST8(down4, $0xbc69b6a7) // -0.0142647391
CONST8(one, $0x3f800000) // 1
CONST8(half, $0x3f000000) // 0.5
CONST8(minus4, $0xc0800000) // -4
CONST8(plus4, $0x40800000) // 4
CONST8(sqrtHalf, $0x3f3504f3) // 0.707106781
CONST8(least, $0xff800000) // -inf
CONST8(bias127, $127)
CONST8(full, $0x437f0000) // 255
CONST8(minStep, $0x0da24260) // 1e-30

// EXP sets x to exp(x), 0 below expLeast. n, r, y and m are overwritten.
#define EXP(x, n, r, y, m) \
	VCMPPS    $0x1D, expLeast<>(SB), x, m \
	VMOVUPS   expMost<>(SB), y            \
	VMINPS    y, x, x                     \
	VMULPS    expLog2e<>(SB), x, n        \
	VROUNDPS  $0, n, n                    \
	VMULPS    expLn2Hi<>(SB), n, r        \
	VSUBPS    r, x, x                     \
	VMULPS    expLn2Low<>(SB), n, r       \
	VSUBPS    r, x, x                     \
	VMULPS    exp0<>(SB), x, y            \
	VADDPS    exp1<>(SB), y, y            \
	VMULPS    x, y, y                     \
	VADDPS    exp2<>(SB), y, y            \
	VMULPS    x, y, y                     \
	VADDPS    exp3<>(SB), y, y            \
	VMULPS    x, y, y                     \
	VADDPS    exp4<>(SB), y, y            \
	VMULPS    x, y, y                     \
	VADDPS    exp5<>(SB), y, y            \
	VMULPS    x, x, r                     \
	VMULPS    r, y, y                     \
	VADDPS    x, y, y                     \
	VADDPS    one<>(SB), y, y             \
	VCVTPS2DQ n, n                        \
	VPADDD    bias127<>(SB), n, n         \
	VPSLLD    $23, n, n                   \
	VMULPS    n, y, x                     \
	VANDPS    m, x, x

// JOIN adds the 16 lanes of lo and hi, in a tree, to all lanes of lo.
#define JOIN(lo, lox, hi, hix) \
	VADDPS       hi, lo, lo     \
	VEXTRACTF128 $1, lo, hix    \
	VADDPS       hix, lox, lox  \
	VPSHUFD      $0x0E, lox, hix \
	VADDPS       hix, lox, lox  \
	VPSHUFD      $0x01, lox, hix \
	VADDPS       hix, lox, lox  \
	VBROADCASTSS lox, lo

// func distributeAVX2(row *float32, n int, out *uint8) float32
//
// It makes the row a distribution and out its bytes, and returns their scale.
TEXT ·distributeAVX2(SB), NOSPLIT, $0-28
	MOVQ    row+0(FP), SI
	MOVQ    n+8(FP), CX
	VMOVUPS least<>(SB), Y0
	VMOVUPS Y0, Y1
	MOVQ    SI, DI
	MOVQ    CX, DX

top:
	VMOVUPS (DI), Y2
	VMOVUPS 32(DI), Y3
	VMAXPS  Y0, Y2, Y0
	VMAXPS  Y1, Y3, Y1
	ADDQ    $64, DI
	SUBQ    $16, DX
	JNZ     top

	VMAXPS       Y0, Y1, Y0
	VEXTRACTF128 $1, Y0, X1
	VMAXPS       X0, X1, X0
	VPSHUFD      $0x0E, X0, X1
	VMAXPS       X0, X1, X0
	VPSHUFD      $0x01, X0, X1
	VMAXPS       X0, X1, X0
	VBROADCASTSS X0, Y13
	VXORPS       Y14, Y14, Y14
	VXORPS       Y15, Y15, Y15
	MOVQ         SI, DI
	MOVQ         CX, DX

power:
	VMOVUPS (DI), Y0
	VMOVUPS 32(DI), Y5
	VSUBPS  Y13, Y0, Y0
	VSUBPS  Y13, Y5, Y5
	EXP(Y0, Y1, Y2, Y3, Y4)
	EXP(Y5, Y6, Y7, Y8, Y9)
	VMOVUPS Y0, (DI)
	VMOVUPS Y5, 32(DI)
	VADDPS  Y0, Y14, Y14
	VADDPS  Y5, Y15, Y15
	ADDQ    $64, DI
	SUBQ    $16, DX
	JNZ     power

	JOIN(Y14, X14, Y15, X15)
	VMOVUPS one<>(SB), Y0
	VDIVPS  Y14, Y0, Y0

	VMOVUPS Y0, Y8
	VDIVPS  full<>(SB), Y0, Y1
	VMOVUPS minStep<>(SB), Y2
	VMAXPS  Y2, Y1, Y1
	VMOVUPS one<>(SB), Y9
	VDIVPS  Y1, Y9, Y9
	VPXOR   Y10, Y10, Y10
	VMOVDQU ·order(SB), Y11
	MOVQ    out+16(FP), DI

bytes:
	VMULPS    (SI), Y8, Y0
	VMULPS    32(SI), Y8, Y1
	VMULPS    64(SI), Y8, Y2
	VMULPS    96(SI), Y8, Y3
	VMULPS    Y9, Y0, Y0
	VMULPS    Y9, Y1, Y1
	VMULPS    Y9, Y2, Y2
	VMULPS    Y9, Y3, Y3
	VCVTPS2DQ Y0, Y0
	VCVTPS2DQ Y1, Y1
	VCVTPS2DQ Y2, Y2
	VCVTPS2DQ Y3, Y3
	VPADDD    Y0, Y10, Y10
	VPADDD    Y1, Y10, Y10
	VPADDD    Y2, Y10, Y10
	VPADDD    Y3, Y10, Y10
	VPACKSSDW Y1, Y0, Y0
	VPACKSSDW Y3, Y2, Y2
	VPACKUSWB Y2, Y0, Y0
	VPERMD    Y0, Y11, Y0
	VMOVDQU   Y0, (DI)
	ADDQ      $128, SI
	ADDQ      $32, DI
	SUBQ      $32, CX
	JNZ       bytes

	VEXTRACTI128 $1, Y10, X0
	VPADDD       X0, X10, X10
	VPSHUFD      $0x0E, X10, X0
	VPADDD       X0, X10, X10
	VPSHUFD      $0x01, X10, X0
	VPADDD       X0, X10, X10
	VCVTDQ2PS    X10, X10
	VMOVUPS      one<>(SB), Y0
	VDIVSS       X10, X0, X0
	VMOVSS       X0, ret+24(FP)
	VZEROUPPER
	RET

// func normAVX2(row, add *float32, n int, gain, bias *float32, eps float32)
TEXT ·normAVX2(SB), NOSPLIT, $0-44
	MOVQ   row+0(FP), SI
	MOVQ   add+8(FP), DI
	MOVQ   n+16(FP), CX
	MOVQ   gain+24(FP), R8
	MOVQ   bias+32(FP), R9
	VXORPS Y0, Y0, Y0
	VXORPS Y1, Y1, Y1
	VCVTSI2SSQ CX, X9, X9
	VBROADCASTSS X9, Y9
	XORQ   DX, DX

	TESTQ  DI, DI
	JZ     sum

addsum:
	VMOVUPS (SI)(DX*4), Y2
	VMOVUPS 32(SI)(DX*4), Y3
	VADDPS  (DI)(DX*4), Y2, Y2
	VADDPS  32(DI)(DX*4), Y3, Y3
	VMOVUPS Y2, (SI)(DX*4)
	VMOVUPS Y3, 32(SI)(DX*4)
	VADDPS  Y2, Y0, Y0
	VADDPS  Y3, Y1, Y1
	ADDQ    $16, DX
	CMPQ    DX, CX
	JLT     addsum
	JMP     center

sum:
	VADDPS (SI)(DX*4), Y0, Y0
	VADDPS 32(SI)(DX*4), Y1, Y1
	ADDQ   $16, DX
	CMPQ   DX, CX
	JLT    sum

center:
	JOIN(Y0, X0, Y1, X1)
	VDIVPS Y9, Y0, Y8
	VXORPS Y0, Y0, Y0
	VXORPS Y1, Y1, Y1
	XORQ   DX, DX

square:
	VMOVUPS (SI)(DX*4), Y2
	VMOVUPS 32(SI)(DX*4), Y3
	VSUBPS  Y8, Y2, Y2
	VSUBPS  Y8, Y3, Y3
	VMULPS  Y2, Y2, Y2
	VMULPS  Y3, Y3, Y3
	VADDPS  Y2, Y0, Y0
	VADDPS  Y3, Y1, Y1
	ADDQ    $16, DX
	CMPQ    DX, CX
	JLT     square

	JOIN(Y0, X0, Y1, X1)
	VDIVPS       Y9, Y0, Y0
	VBROADCASTSS eps+40(FP), Y1
	VADDPS       Y1, Y0, Y0
	VSQRTPS      Y0, Y0
	VMOVUPS      one<>(SB), Y1
	VDIVPS       Y0, Y1, Y7
	XORQ         DX, DX

norm:
	VMOVUPS (SI)(DX*4), Y2
	VMOVUPS 32(SI)(DX*4), Y3
	VSUBPS  Y8, Y2, Y2
	VSUBPS  Y8, Y3, Y3
	VMULPS  Y7, Y2, Y2
	VMULPS  Y7, Y3, Y3
	VMULPS  (R8)(DX*4), Y2, Y2
	VMULPS  32(R8)(DX*4), Y3, Y3
	VADDPS  (R9)(DX*4), Y2, Y2
	VADDPS  32(R9)(DX*4), Y3, Y3
	VMOVUPS Y2, (SI)(DX*4)
	VMOVUPS Y3, 32(SI)(DX*4)
	ADDQ    $16, DX
	CMPQ    DX, CX
	JLT     norm
	VZEROUPPER
	RET

// STEP is one step of a polynomial: y = y*sq + c.
#define STEP(y, sq, c) \
	VMULPS sq, y, y        \
	VADDPS c<>(SB), y, y

// GELU sets x to x·Φ(x). c, sq, up and down are overwritten.
#define GELU(x, c, sq, up, down) \
	VMULPS  sqrtHalf<>(SB), x, c \
	VMOVUPS minus4<>(SB), up     \
	VMOVUPS plus4<>(SB), down    \
	VMAXPS  up, c, c             \
	VMINPS  down, c, c           \
	VMULPS  c, c, sq             \
	VMOVUPS up0<>(SB), up        \
	VMOVUPS down0<>(SB), down    \
	STEP(up, sq, up1)            \
	STEP(down, sq, down1)        \
	STEP(up, sq, up2)            \
	STEP(down, sq, down2)        \
	STEP(up, sq, up3)            \
	STEP(down, sq, down3)        \
	STEP(up, sq, up4)            \
	STEP(down, sq, down4)        \
	STEP(up, sq, up5)            \
	STEP(up, sq, up6)            \
	VMULPS  c, up, up            \
	VDIVPS  down, up, up         \
	VMULPS  half<>(SB), x, x     \
	VMULPS  up, x, up            \
	VADDPS  up, x, x

// func geluAVX2(x *float32, n int)
TEXT ·geluAVX2(SB), NOSPLIT, $0-16
	MOVQ x+0(FP), SI
	MOVQ n+8(FP), CX

loop:
	VMOVUPS (SI), Y0
	VMOVUPS 32(SI), Y5
	GELU(Y0, Y1, Y2, Y3, Y4)
	GELU(Y5, Y6, Y7, Y8, Y9)
	VMOVUPS Y0, (SI)
	VMOVUPS Y5, 32(SI)
	ADDQ    $64, SI
	SUBQ    $16, CX
	JNZ     loop
	VZEROUPPER
	RET

// func rankAVX2(a, b, table *float32, ids *uint16, n int, out, x, y *float32) float32
TEXT ·rankAVX2(SB), NOSPLIT, $0-68
	MOVQ a+0(FP), SI
	MOVQ b+8(FP), DI
	MOVQ table+16(FP), R8
	MOVQ ids+24(FP), R9
	MOVQ n+32(FP), CX
	VMOVUPS (SI), Y0
	VMOVUPS 32(SI), Y1
	VMOVUPS 64(SI), Y2
	VMOVUPS 96(SI), Y3
	VADDPS (DI), Y0, Y0
	VADDPS 32(DI), Y1, Y1
	VADDPS 64(DI), Y2, Y2
	VADDPS 96(DI), Y3, Y3

feature:
	MOVWLZX (R9), AX
	SHLQ    $7, AX
	ADDQ    R8, AX
	VADDPS  (AX), Y0, Y0
	VADDPS  32(AX), Y1, Y1
	VADDPS  64(AX), Y2, Y2
	VADDPS  96(AX), Y3, Y3
	ADDQ    $2, R9
	DECQ    CX
	JNZ     feature

	MOVQ   out+40(FP), SI
	VXORPS Y7, Y7, Y7
	VMAXPS Y7, Y0, Y0
	VMAXPS Y7, Y1, Y1
	VMAXPS Y7, Y2, Y2
	VMAXPS Y7, Y3, Y3
	VMULPS (SI), Y0, Y0
	VMULPS 32(SI), Y1, Y1
	VMULPS 64(SI), Y2, Y2
	VMULPS 96(SI), Y3, Y3
	VADDPS Y2, Y0, Y0
	VADDPS Y3, Y1, Y1
	MOVQ   x+48(FP), SI
	MOVQ   y+56(FP), DI
	VMOVUPS (SI), Y2
	VMOVUPS 32(SI), Y3
	VMOVUPS 64(SI), Y4
	VMOVUPS 96(SI), Y5
	VMULPS (DI), Y2, Y2
	VMULPS 32(DI), Y3, Y3
	VMULPS 64(DI), Y4, Y4
	VMULPS 96(DI), Y5, Y5
	VADDPS Y2, Y0, Y0
	VADDPS Y3, Y1, Y1
	VADDPS Y4, Y0, Y0
	VADDPS Y5, Y1, Y1

	JOIN(Y0, X0, Y1, X1)
	VMOVSS X0, ret+64(FP)
	VZEROUPPER
	RET
