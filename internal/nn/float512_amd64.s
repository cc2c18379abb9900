#include "textflag.h"


// EXP sets x to exp(x), 0 below expLeast, as in float_amd64.s. Z16 to Z28 hold
// the constants.
#define EXP(x, n, r, y, k) \
	VCMPPS      $0x1D, Z16, x, k \
	VMINPS      Z17, x, x        \
	VMULPS      Z18, x, n        \
	VRNDSCALEPS $0, n, n         \
	VMULPS      Z19, n, r        \
	VSUBPS      r, x, x          \
	VMULPS      Z20, n, r        \
	VSUBPS      r, x, x          \
	VMULPS      Z21, x, y        \
	VADDPS      Z22, y, y        \
	VMULPS      x, y, y          \
	VADDPS      Z23, y, y        \
	VMULPS      x, y, y          \
	VADDPS      Z24, y, y        \
	VMULPS      x, y, y          \
	VADDPS      Z25, y, y        \
	VMULPS      x, y, y          \
	VADDPS      Z26, y, y        \
	VMULPS      x, x, r          \
	VMULPS      r, y, y          \
	VADDPS      x, y, y          \
	VADDPS      Z27, y, y        \
	VCVTPS2DQ   n, n             \
	VPADDD      Z28, n, n        \
	VPSLLD      $23, n, n        \
	VMULPS.Z    n, y, k, x

// CONST16 sets reg to a number of float_amd64.s, repeated sixteen times.
#define CONST16(bits, reg, xreg) \
	MOVL         bits, AX    \
	VMOVD        AX, xreg    \
	VBROADCASTSS xreg, reg

// func distributeAVX512(row *float32, n int, out *uint8) float32
//
// It makes the row a distribution and out its bytes, and returns their scale.
TEXT ·distributeAVX512(SB), NOSPLIT, $0-28
	MOVQ row+0(FP), SI
	MOVQ n+8(FP), CX
	CONST16($0xc2ae999a, Z16, X0) // expLeast
	CONST16($0x42b00000, Z17, X0) // expMost
	CONST16($0x3fb8aa3b, Z18, X0) // expLog2e
	CONST16($0x3f318000, Z19, X0) // expLn2Hi
	CONST16($0xb95e8083, Z20, X0) // expLn2Low
	CONST16($0x39506967, Z21, X0) // exp0
	CONST16($0x3ab743ce, Z22, X0) // exp1
	CONST16($0x3c088908, Z23, X0) // exp2
	CONST16($0x3d2aa9c1, Z24, X0) // exp3
	CONST16($0x3e2aaaaa, Z25, X0) // exp4
	CONST16($0x3f000000, Z26, X0) // exp5
	CONST16($0x3f800000, Z27, X0) // one
	CONST16($127, Z28, X0) // bias127
	CONST16($0xff800000, Z0, X0) // least
	VMOVAPS Z0, Z1
	MOVQ    SI, DI
	MOVQ    CX, DX

top:
	VMOVUPS (DI), Z2
	VMOVUPS 64(DI), Z3
	VMAXPS  Z0, Z2, Z0
	VMAXPS  Z1, Z3, Z1
	ADDQ    $128, DI
	SUBQ    $32, DX
	JNZ     top

	VMAXPS        Z0, Z1, Z0
	VEXTRACTF64X4 $1, Z0, Y1
	VMAXPS        Y0, Y1, Y0
	VEXTRACTF128  $1, Y0, X1
	VMAXPS        X0, X1, X0
	VPSHUFD       $0x0E, X0, X1
	VMAXPS        X0, X1, X0
	VPSHUFD       $0x01, X0, X1
	VMAXPS        X0, X1, X0
	VBROADCASTSS  X0, Z13
	VPXORD        Z14, Z14, Z14
	MOVQ          SI, DI
	MOVQ          CX, DX

power:
	VMOVUPS (DI), Z0
	VMOVUPS 64(DI), Z5
	VSUBPS  Z13, Z0, Z0
	VSUBPS  Z13, Z5, Z5
	EXP(Z0, Z1, Z2, Z3, K1)
	EXP(Z5, Z6, Z7, Z8, K2)
	VMOVUPS Z0, (DI)
	VMOVUPS Z5, 64(DI)
	VADDPS  Z0, Z14, Z14
	VADDPS  Z5, Z14, Z14
	ADDQ    $128, DI
	SUBQ    $32, DX
	JNZ     power

	VEXTRACTF64X4 $1, Z14, Y0
	VADDPS        Y0, Y14, Y14
	VEXTRACTF128  $1, Y14, X0
	VADDPS        X0, X14, X14
	VPSHUFD       $0x0E, X14, X0
	VADDPS        X0, X14, X14
	VPSHUFD       $0x01, X14, X0
	VADDPS        X0, X14, X14
	VBROADCASTSS  X14, Z14
	VDIVPS        Z14, Z27, Z0

	CONST16($0x437f0000, Z1, X1) // 255
	CONST16($0x0da24260, Z2, X2) // minStep
	VDIVPS Z1, Z0, Z1
	VMAXPS Z2, Z1, Z1
	VDIVPS Z1, Z27, Z1
	VPXORD Z4, Z4, Z4
	MOVQ   out+16(FP), DI

bytes:
	VMULPS    (SI), Z0, Z2
	VMULPS    64(SI), Z0, Z3
	VMULPS    Z1, Z2, Z2
	VMULPS    Z1, Z3, Z3
	VCVTPS2DQ Z2, Z2
	VCVTPS2DQ Z3, Z3
	VPADDD    Z2, Z4, Z4
	VPADDD    Z3, Z4, Z4
	VPMOVDB   Z2, (DI)
	VPMOVDB   Z3, 16(DI)
	ADDQ      $128, SI
	ADDQ      $32, DI
	SUBQ      $32, CX
	JNZ       bytes

	VEXTRACTI64X4 $1, Z4, Y0
	VPADDD        Y0, Y4, Y4
	VEXTRACTI128  $1, Y4, X0
	VPADDD        X0, X4, X4
	VPSHUFD       $0x0E, X4, X0
	VPADDD        X0, X4, X4
	VPSHUFD       $0x01, X4, X0
	VPADDD        X0, X4, X4
	VCVTDQ2PS     X4, X4
	VDIVSS        X4, X27, X0
	VMOVSS        X0, ret+24(FP)
	VZEROUPPER
	RET

// GELU sets x to x·Φ(x), as in float_amd64.s. Z16 to Z31 hold the constants.
#define GELU(x, c, sq, up, down) \
	VMULPS Z16, x, c        \
	VMAXPS Z18, c, c        \
	VMINPS Z19, c, c        \
	VMULPS c, c, sq         \
	VMULPS sq, Z20, up      \
	VMULPS sq, Z27, down    \
	VADDPS Z21, up, up      \
	VADDPS Z28, down, down  \
	VMULPS sq, up, up       \
	VMULPS sq, down, down   \
	VADDPS Z22, up, up      \
	VADDPS Z29, down, down  \
	VMULPS sq, up, up       \
	VMULPS sq, down, down   \
	VADDPS Z23, up, up      \
	VADDPS Z30, down, down  \
	VMULPS sq, up, up       \
	VMULPS sq, down, down   \
	VADDPS Z24, up, up      \
	VADDPS Z31, down, down  \
	VMULPS sq, up, up       \
	VADDPS Z25, up, up      \
	VMULPS sq, up, up       \
	VADDPS Z26, up, up      \
	VMULPS c, up, up        \
	VDIVPS down, up, up     \
	VMULPS Z17, x, x        \
	VMULPS up, x, up        \
	VADDPS up, x, x

// func geluAVX512(x *float32, n int)
TEXT ·geluAVX512(SB), NOSPLIT, $0-16
	MOVQ x+0(FP), SI
	MOVQ n+8(FP), CX
	CONST16($0x3f3504f3, Z16, X0) // sqrtHalf
	CONST16($0x3f000000, Z17, X0) // half
	CONST16($0xc0800000, Z18, X0) // minus4
	CONST16($0x40800000, Z19, X0) // plus4
	CONST16($0xaf95df0b, Z20, X0) // up0
	CONST16($0x32edffee, Z21, X0) // up1
	CONST16($0xb60cff51, Z22, X0) // up2
	CONST16($0xb86ec2d2, Z23, X0) // up3
	CONST16($0xba40ac63, Z24, X0) // up4
	CONST16($0xbb41a1f6, Z25, X0) // up5
	CONST16($0xbc83dbd4, Z26, X0) // up6
	CONST16($0xb77460cd, Z27, X0) // down0
	CONST16($0xb95fbd29, Z28, X0) // down1
	CONST16($0xbadc924e, Z29, X0) // down2
	CONST16($0xbbf19bf8, Z30, X0) // down3
	CONST16($0xbc69b6a7, Z31, X0) // down4

loop:
	VMOVUPS (SI), Z0
	VMOVUPS 64(SI), Z5
	GELU(Z0, Z1, Z2, Z3, Z4)
	GELU(Z5, Z6, Z7, Z8, Z9)
	VMOVUPS Z0, (SI)
	VMOVUPS Z5, 64(SI)
	ADDQ    $128, SI
	SUBQ    $32, CX
	JNZ     loop
	VZEROUPPER
	RET
