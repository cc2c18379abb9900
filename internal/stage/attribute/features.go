package attribute

// A featureSet collects hashed features.
type featureSet struct {
	s       *story
	out     []uint32
	pattern uint32
	size    uint32 // of the model
	within  bool   // leave out what stands around the candidate
}

// add enters the feature of template id with a value.
func (f *featureSet) add(id, value uint32) {
	if f.within {
		switch id % 100 {
		case 15, 22, 25, 35, 50, 51, 52, 53, 54:
			return
		}
	}
	if f.s.names != nil {
		*f.s.names = append(*f.s.names, id)
	}
	h := (value ^ id*0x9E3779B1) * 0x85EBCA6B
	h ^= h >> 15
	h *= 0xC2B2AE35
	h ^= h >> 13
	f.out = append(f.out, 1+h%(f.size-1))
}
