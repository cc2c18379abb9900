package mention

// quotations numbers the quotations of a text by their marks.
type quotations struct {
	last, open, par int
}

// paragraph ends a quotation that nobody closed.
func (q *quotations) paragraph(n int) {
	if n != q.par {
		q.par, q.open = n, 0
	}
}

// at returns the number of the quotation that the word stands in, 0 for none,
// and follows its marks.
func (q *quotations) at(form string) int {
	switch form {
	case "“", "``":
		q.last++
		q.open = q.last
	case "”", "''":
		q.open = 0
	case "\"":
		if q.open > 0 {
			q.open = 0
		} else {
			q.last++
			q.open = q.last
		}
	}
	return q.open
}
