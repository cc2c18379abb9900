// The NEON kernels in the syntax of the GNU assembler. Go's assembler lacks most
// of their instructions, so that build.sh turns this file into
// ../neon_arm64.s. Arguments come in x0, x1, … as neon_arm64.s says; x18 and
// x26 to x30 are Go's. The numbers are those of the plain forms, operation by
// operation: no fused multiply-add.

	.arch	armv8.2-a+dotprod

// func linearNEON: x0 is at a linearArgs. A tile is 4 rows × 16 outputs: v16 to
// v31 are its sums. The bytes of a row are made signed; its zero point with them.
linearNEON:
	ldp	x1, x2, [x0]
	ldp	x3, x4, [x0, #16]
	ldp	x5, x6, [x0, #32]
	ldp	x7, x8, [x0, #48]
	ldp	x9, x10, [x0, #64]
	ldr	x11, [x0, #80]
	ldr	x12, [x0, #96]
	lsr	x10, x10, #2
	movi	v15.16b, #0x80
.macro	store4 a, b, c, d
	ldr	w20, [x5], #4
	sub	w20, w20, #128
	dup	v4.4s, w20
	ld1r	{v5.4s}, [x4], #4
	ldp	q0, q1, [x6]
	ldp	q2, q3, [x6, #32]
	mls	v\a\().4s, v0.4s, v4.4s
	mls	v\b\().4s, v1.4s, v4.4s
	mls	v\c\().4s, v2.4s, v4.4s
	mls	v\d\().4s, v3.4s, v4.4s
	ldp	q0, q1, [x7]
	ldp	q2, q3, [x7, #32]
	fmul	v0.4s, v0.4s, v5.4s
	fmul	v1.4s, v1.4s, v5.4s
	fmul	v2.4s, v2.4s, v5.4s
	fmul	v3.4s, v3.4s, v5.4s
	scvtf	v\a\().4s, v\a\().4s
	scvtf	v\b\().4s, v\b\().4s
	scvtf	v\c\().4s, v\c\().4s
	scvtf	v\d\().4s, v\d\().4s
	fmul	v\a\().4s, v\a\().4s, v0.4s
	fmul	v\b\().4s, v\b\().4s, v1.4s
	fmul	v\c\().4s, v\c\().4s, v2.4s
	fmul	v\d\().4s, v\d\().4s, v3.4s
	ldp	q0, q1, [x8]
	ldp	q2, q3, [x8, #32]
	fadd	v\a\().4s, v\a\().4s, v0.4s
	fadd	v\b\().4s, v\b\().4s, v1.4s
	fadd	v\c\().4s, v\c\().4s, v2.4s
	fadd	v\d\().4s, v\d\().4s, v3.4s
	stp	q\a, q\b, [x3]
	stp	q\c, q\d, [x3, #32]
	add	x3, x3, x12
.endm
.macro	dot row, a, b, c, d, g
	sdot	v\a\().4s, v0.16b, v\row\().4b[\g]
	sdot	v\b\().4s, v1.16b, v\row\().4b[\g]
	sdot	v\c\().4s, v2.16b, v\row\().4b[\g]
	sdot	v\d\().4s, v3.16b, v\row\().4b[\g]
.endm
ltile4:
	cmp	x9, #4
	b.lt	ltile1
	mov	x13, x1
	add	x14, x13, x11
	add	x15, x14, x11
	add	x16, x15, x11
	mov	x17, x2
	mov	x19, x10
	.irp	r, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31
	movi	v\r\().16b, #0
	.endr
lloop4:
	ldr	q4, [x13], #16
	ldr	q5, [x14], #16
	ldr	q6, [x15], #16
	ldr	q7, [x16], #16
	eor	v4.16b, v4.16b, v15.16b
	eor	v5.16b, v5.16b, v15.16b
	eor	v6.16b, v6.16b, v15.16b
	eor	v7.16b, v7.16b, v15.16b
	.irp	g, 0, 1, 2, 3
	ldp	q0, q1, [x17], #32
	ldp	q2, q3, [x17], #32
	dot	4, 16, 17, 18, 19, \g
	dot	5, 20, 21, 22, 23, \g
	dot	6, 24, 25, 26, 27, \g
	dot	7, 28, 29, 30, 31, \g
	.endr
	subs	x19, x19, #1
	b.ne	lloop4
	store4	16, 17, 18, 19
	store4	20, 21, 22, 23
	store4	24, 25, 26, 27
	store4	28, 29, 30, 31
	add	x1, x1, x11, lsl #2
	sub	x9, x9, #4
	b	ltile4
ltile1:
	cbz	x9, ldone
	mov	x13, x1
	mov	x17, x2
	mov	x19, x10
	.irp	r, 16, 17, 18, 19
	movi	v\r\().16b, #0
	.endr
lloop1:
	ldr	q4, [x13], #16
	eor	v4.16b, v4.16b, v15.16b
	.irp	g, 0, 1, 2, 3
	ldp	q0, q1, [x17], #32
	ldp	q2, q3, [x17], #32
	dot	4, 16, 17, 18, 19, \g
	.endr
	subs	x19, x19, #1
	b.ne	lloop1
	store4	16, 17, 18, 19
	add	x1, x1, x11
	sub	x9, x9, #1
	b	ltile1
ldone:
	ret

// func matMulNEON: x0 is at a matMulArgs. A tile is 4 rows × 16 columns: v16 to
// v31 are its sums.
matMulNEON:
	ldp	x1, x2, [x0]
	ldp	x3, x4, [x0, #16]
	ldp	x5, x6, [x0, #32]
	ldp	x7, x8, [x0, #48]
	ldr	x9, [x0, #64]
.macro	muladd num, t0, t1, t2, t3, a, b, c, d
	fmul	v\t0\().4s, v0.4s, v\num\().4s
	fmul	v\t1\().4s, v1.4s, v\num\().4s
	fmul	v\t2\().4s, v2.4s, v\num\().4s
	fmul	v\t3\().4s, v3.4s, v\num\().4s
	fadd	v\a\().4s, v\a\().4s, v\t0\().4s
	fadd	v\b\().4s, v\b\().4s, v\t1\().4s
	fadd	v\c\().4s, v\c\().4s, v\t2\().4s
	fadd	v\d\().4s, v\d\().4s, v\t3\().4s
.endm
.macro	put a, b, c, d
	stp	q\a, q\b, [x12]
	stp	q\c, q\d, [x12, #32]
	add	x12, x12, x9
.endm
mcolumns:
	mov	x10, x1
	mov	x11, x4
	mov	x12, x3
mtile4:
	cmp	x11, #4
	b.lt	mtile1
	mov	x13, x10
	add	x14, x13, x7
	add	x15, x14, x7
	add	x16, x15, x7
	mov	x17, x2
	mov	x19, x5
	.irp	r, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31
	movi	v\r\().16b, #0
	.endr
mloop4:
	ldp	q0, q1, [x17]
	ldp	q2, q3, [x17, #32]
	add	x17, x17, x8
	ld1r	{v4.4s}, [x13], #4
	ld1r	{v5.4s}, [x14], #4
	ld1r	{v6.4s}, [x15], #4
	ld1r	{v7.4s}, [x16], #4
	muladd	4, 8, 9, 10, 11, 16, 17, 18, 19
	muladd	5, 12, 13, 14, 15, 20, 21, 22, 23
	muladd	6, 8, 9, 10, 11, 24, 25, 26, 27
	muladd	7, 12, 13, 14, 15, 28, 29, 30, 31
	subs	x19, x19, #1
	b.ne	mloop4
	put	16, 17, 18, 19
	put	20, 21, 22, 23
	put	24, 25, 26, 27
	put	28, 29, 30, 31
	add	x10, x10, x7, lsl #2
	sub	x11, x11, #4
	b	mtile4
mtile1:
	cbz	x11, mnext
	mov	x13, x10
	mov	x17, x2
	mov	x19, x5
	.irp	r, 16, 17, 18, 19
	movi	v\r\().16b, #0
	.endr
mloop1:
	ldp	q0, q1, [x17]
	ldp	q2, q3, [x17, #32]
	add	x17, x17, x8
	ld1r	{v4.4s}, [x13], #4
	muladd	4, 8, 9, 10, 11, 16, 17, 18, 19
	subs	x19, x19, #1
	b.ne	mloop1
	put	16, 17, 18, 19
	add	x10, x10, x7
	sub	x11, x11, #1
	b	mtile1
mnext:
	add	x2, x2, #64
	add	x3, x3, #64
	subs	x6, x6, #16
	b.ne	mcolumns
	ret

// func softmaxNEON: x0 is at a row of x1 numbers, a multiple of 16; x2 is at the
// constants of expNumbers, each repeated in the registers v16 to v28.
.macro	constant r
	ld1r	{v\r\().4s}, [x2], #4
.endm
// horner is a step of a polynomial in two vectors: y = (y + c)·x.
.macro	horner y, yy, x, xx, c
	fadd	v\y\().4s, v\y\().4s, v\c\().4s
	fadd	v\yy\().4s, v\yy\().4s, v\c\().4s
	fmul	v\y\().4s, v\y\().4s, v\x\().4s
	fmul	v\yy\().4s, v\yy\().4s, v\xx\().4s
.endm
.macro	exp2 x, n, r, y, m, xx, nn, rr, yy, mm
	fcmge	v\m\().4s, v\x\().4s, v16.4s
	fcmge	v\mm\().4s, v\xx\().4s, v16.4s
	fminnm	v\x\().4s, v\x\().4s, v17.4s
	fminnm	v\xx\().4s, v\xx\().4s, v17.4s
	fmul	v\n\().4s, v\x\().4s, v18.4s
	fmul	v\nn\().4s, v\xx\().4s, v18.4s
	frintn	v\n\().4s, v\n\().4s
	frintn	v\nn\().4s, v\nn\().4s
	fmul	v\r\().4s, v\n\().4s, v19.4s
	fmul	v\rr\().4s, v\nn\().4s, v19.4s
	fsub	v\x\().4s, v\x\().4s, v\r\().4s
	fsub	v\xx\().4s, v\xx\().4s, v\rr\().4s
	fmul	v\r\().4s, v\n\().4s, v20.4s
	fmul	v\rr\().4s, v\nn\().4s, v20.4s
	fsub	v\x\().4s, v\x\().4s, v\r\().4s
	fsub	v\xx\().4s, v\xx\().4s, v\rr\().4s
	fmul	v\y\().4s, v\x\().4s, v21.4s
	fmul	v\yy\().4s, v\xx\().4s, v21.4s
	horner	\y, \yy, \x, \xx, 22
	horner	\y, \yy, \x, \xx, 23
	horner	\y, \yy, \x, \xx, 24
	horner	\y, \yy, \x, \xx, 25
	fadd	v\y\().4s, v\y\().4s, v26.4s
	fadd	v\yy\().4s, v\yy\().4s, v26.4s
	fmul	v\r\().4s, v\x\().4s, v\x\().4s
	fmul	v\rr\().4s, v\xx\().4s, v\xx\().4s
	fmul	v\y\().4s, v\y\().4s, v\r\().4s
	fmul	v\yy\().4s, v\yy\().4s, v\rr\().4s
	fadd	v\y\().4s, v\y\().4s, v\x\().4s
	fadd	v\yy\().4s, v\yy\().4s, v\xx\().4s
	fadd	v\y\().4s, v\y\().4s, v27.4s
	fadd	v\yy\().4s, v\yy\().4s, v27.4s
	fcvtns	v\n\().4s, v\n\().4s
	fcvtns	v\nn\().4s, v\nn\().4s
	add	v\n\().4s, v\n\().4s, v28.4s
	add	v\nn\().4s, v\nn\().4s, v28.4s
	shl	v\n\().4s, v\n\().4s, #23
	shl	v\nn\().4s, v\nn\().4s, #23
	fmul	v\x\().4s, v\y\().4s, v\n\().4s
	fmul	v\xx\().4s, v\yy\().4s, v\nn\().4s
	and	v\x\().16b, v\x\().16b, v\m\().16b
	and	v\xx\().16b, v\xx\().16b, v\mm\().16b
.endm
// join leaves the sum of the 16 lanes in a, b, c, d in all lanes of a.
.macro	join a, b, c, d
	fadd	v\a\().4s, v\a\().4s, v\c\().4s
	fadd	v\b\().4s, v\b\().4s, v\d\().4s
	fadd	v\a\().4s, v\a\().4s, v\b\().4s
	ext	v\b\().16b, v\a\().16b, v\a\().16b, #8
	fadd	v\a\().4s, v\a\().4s, v\b\().4s
	ext	v\b\().16b, v\a\().16b, v\a\().16b, #4
	fadd	v\a\().4s, v\a\().4s, v\b\().4s
	dup	v\a\().4s, v\a\().s[0]
.endm
softmaxNEON:
	.irp	r, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28
	constant	\r
	.endr
	mov	x3, x0
	mov	x4, x1
	ldr	q14, [x0]
stop:
	ldp	q0, q1, [x3], #32
	ldp	q2, q3, [x3], #32
	fmaxnm	v0.4s, v0.4s, v1.4s
	fmaxnm	v2.4s, v2.4s, v3.4s
	fmaxnm	v0.4s, v0.4s, v2.4s
	fmaxnm	v14.4s, v14.4s, v0.4s
	subs	x4, x4, #16
	b.ne	stop
	fmaxnmv	s14, v14.4s
	dup	v14.4s, v14.s[0]
	movi	v10.16b, #0
	movi	v11.16b, #0
	movi	v12.16b, #0
	movi	v13.16b, #0
	mov	x3, x0
	mov	x4, x1
spower:
	ldp	q0, q5, [x3]
	fsub	v0.4s, v0.4s, v14.4s
	fsub	v5.4s, v5.4s, v14.4s
	exp2	0, 1, 2, 3, 4, 5, 6, 7, 8, 9
	stp	q0, q5, [x3], #32
	fadd	v10.4s, v10.4s, v0.4s
	fadd	v11.4s, v11.4s, v5.4s
	ldp	q0, q5, [x3]
	fsub	v0.4s, v0.4s, v14.4s
	fsub	v5.4s, v5.4s, v14.4s
	exp2	0, 1, 2, 3, 4, 5, 6, 7, 8, 9
	stp	q0, q5, [x3], #32
	fadd	v12.4s, v12.4s, v0.4s
	fadd	v13.4s, v13.4s, v5.4s
	subs	x4, x4, #16
	b.ne	spower
	join	10, 11, 12, 13
	fdiv	v10.4s, v27.4s, v10.4s
sscale:
	ldp	q0, q1, [x0]
	fmul	v0.4s, v0.4s, v10.4s
	fmul	v1.4s, v1.4s, v10.4s
	stp	q0, q1, [x0], #32
	subs	x1, x1, #8
	b.ne	sscale
	ret

// func normNEON: x0 is at a row of x1 numbers, a multiple of 16, x2 at gains, x3
// at biases; w4 holds epsilon.
normNEON:
	scvtf	s9, x1
	dup	v9.4s, v9.s[0]
	fmov	s8, w4
	dup	v8.4s, v8.s[0]
	movi	v10.16b, #0
	movi	v11.16b, #0
	movi	v12.16b, #0
	movi	v13.16b, #0
	mov	x5, x0
	mov	x6, x1
nsum:
	ldp	q0, q1, [x5], #32
	ldp	q2, q3, [x5], #32
	fadd	v10.4s, v10.4s, v0.4s
	fadd	v11.4s, v11.4s, v1.4s
	fadd	v12.4s, v12.4s, v2.4s
	fadd	v13.4s, v13.4s, v3.4s
	subs	x6, x6, #16
	b.ne	nsum
	join	10, 11, 12, 13
	fdiv	v7.4s, v10.4s, v9.4s
	movi	v10.16b, #0
	movi	v11.16b, #0
	movi	v12.16b, #0
	movi	v13.16b, #0
	mov	x5, x0
	mov	x6, x1
nsquare:
	ldp	q0, q1, [x5], #32
	ldp	q2, q3, [x5], #32
	.irp	r, 0, 1, 2, 3
	fsub	v\r\().4s, v\r\().4s, v7.4s
	.endr
	.irp	r, 0, 1, 2, 3
	fmul	v\r\().4s, v\r\().4s, v\r\().4s
	.endr
	fadd	v10.4s, v10.4s, v0.4s
	fadd	v11.4s, v11.4s, v1.4s
	fadd	v12.4s, v12.4s, v2.4s
	fadd	v13.4s, v13.4s, v3.4s
	subs	x6, x6, #16
	b.ne	nsquare
	join	10, 11, 12, 13
	fdiv	v10.4s, v10.4s, v9.4s
	fadd	v10.4s, v10.4s, v8.4s
	fsqrt	v10.4s, v10.4s
	fmov	v0.4s, #1.0
	fdiv	v6.4s, v0.4s, v10.4s
nnorm:
	ldp	q0, q1, [x0]
	ldp	q2, q3, [x2], #32
	ldp	q4, q5, [x3], #32
	fsub	v0.4s, v0.4s, v7.4s
	fsub	v1.4s, v1.4s, v7.4s
	fmul	v0.4s, v0.4s, v6.4s
	fmul	v1.4s, v1.4s, v6.4s
	fmul	v0.4s, v0.4s, v2.4s
	fmul	v1.4s, v1.4s, v3.4s
	fadd	v0.4s, v0.4s, v4.4s
	fadd	v1.4s, v1.4s, v5.4s
	stp	q0, q1, [x0], #32
	subs	x1, x1, #8
	b.ne	nnorm
	ret

// func geluNEON: x0 is at x1 numbers, a multiple of 8; x2 is at the constants of
// geluNumbers.
.macro	step2 p, q, s, t, k
	fmul	v\p\().4s, v\p\().4s, v\s\().4s
	fmul	v\q\().4s, v\q\().4s, v\t\().4s
	fadd	v\p\().4s, v\p\().4s, v\k\().4s
	fadd	v\q\().4s, v\q\().4s, v\k\().4s
.endm
geluNEON:
	.irp	r, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31
	constant	\r
	.endr
gloop:
	ldp	q0, q5, [x0]
	fmul	v1.4s, v0.4s, v16.4s
	fmul	v6.4s, v5.4s, v16.4s
	fmaxnm	v1.4s, v1.4s, v18.4s
	fmaxnm	v6.4s, v6.4s, v18.4s
	fminnm	v1.4s, v1.4s, v19.4s
	fminnm	v6.4s, v6.4s, v19.4s
	fmul	v2.4s, v1.4s, v1.4s
	fmul	v7.4s, v6.4s, v6.4s
	mov	v3.16b, v20.16b
	mov	v8.16b, v20.16b
	mov	v4.16b, v27.16b
	mov	v9.16b, v27.16b
	.irp	c, 21, 22, 23, 24, 25, 26
	step2	3, 8, 2, 7, \c
	.endr
	.irp	c, 28, 29, 30, 31
	step2	4, 9, 2, 7, \c
	.endr
	fmul	v3.4s, v3.4s, v1.4s
	fmul	v8.4s, v8.4s, v6.4s
	fdiv	v3.4s, v3.4s, v4.4s
	fdiv	v8.4s, v8.4s, v9.4s
	fmul	v0.4s, v0.4s, v17.4s
	fmul	v5.4s, v5.4s, v17.4s
	fmul	v3.4s, v3.4s, v0.4s
	fmul	v8.4s, v8.4s, v5.4s
	fadd	v0.4s, v0.4s, v3.4s
	fadd	v5.4s, v5.4s, v8.4s
	stp	q0, q5, [x0], #32
	subs	x1, x1, #8
	b.ne	gloop
	ret

// func boundsNEON: x0 is at a row of x1 numbers, a multiple of 8. The least and
// the greatest of them and 0 go to x2.
boundsNEON:
	movi	v2.16b, #0
	movi	v3.16b, #0
	movi	v4.16b, #0
	movi	v5.16b, #0
bloop:
	ldp	q0, q1, [x0], #32
	fminnm	v2.4s, v2.4s, v0.4s
	fminnm	v3.4s, v3.4s, v1.4s
	fmaxnm	v4.4s, v4.4s, v0.4s
	fmaxnm	v5.4s, v5.4s, v1.4s
	subs	x1, x1, #8
	b.ne	bloop
	fminnm	v2.4s, v2.4s, v3.4s
	fmaxnm	v4.4s, v4.4s, v5.4s
	fminnmv	s2, v2.4s
	fmaxnmv	s4, v4.4s
	stp	s2, s4, [x2]
	ret

// func quantizeNEON: x0 is at a row of x1 numbers, a multiple of 16; w2 holds
// what they are multiplied with, w3 what is added. The bytes go to x4.
quantizeNEON:
	fmov	s16, w2
	dup	v16.4s, v16.s[0]
	dup	v17.4s, w3
qloop:
	ldp	q0, q1, [x0], #32
	ldp	q2, q3, [x0], #32
	.irp	r, 0, 1, 2, 3
	fmul	v\r\().4s, v\r\().4s, v16.4s
	.endr
	.irp	r, 0, 1, 2, 3
	fcvtns	v\r\().4s, v\r\().4s
	.endr
	.irp	r, 0, 1, 2, 3
	add	v\r\().4s, v\r\().4s, v17.4s
	.endr
	sqxtun	v0.4h, v0.4s
	sqxtun2	v0.8h, v1.4s
	sqxtun	v2.4h, v2.4s
	sqxtun2	v2.8h, v3.4s
	uqxtn	v0.8b, v0.8h
	uqxtn2	v0.16b, v2.8h
	str	q0, [x4], #16
	subs	x1, x1, #16
	b.ne	qloop
	ret
