package store

import "container/list"

// Lately holds what was used last, by keys, up to a size. Whoever shares it locks it.
type lately[V any] struct {
	most  int     // sizes of all, together; one that is larger is held alone
	gone  func(V) // is told of what is held no more; may be nil
	size  int
	order *list.List // of *latelyHeld[V], what was used last in front; nil: nothing is held
	byKey map[string]*list.Element
}

// A latelyHeld is one that is held.
type latelyHeld[V any] struct {
	key   string
	value V
	size  int
}

// get returns what is held by a key.
func (l *lately[V]) get(key string) (value V, ok bool) {
	at := l.byKey[key]
	if at == nil {
		return value, false
	}
	l.order.MoveToFront(at)
	return at.Value.(*latelyHeld[V]).value, true
}

// put holds a value by a key that nothing is held by, and lets those go that were not used
// for longest, as far as there is no room.
func (l *lately[V]) put(key string, value V, size int) {
	if l.order == nil {
		l.order, l.byKey = list.New(), make(map[string]*list.Element)
	}
	l.byKey[key] = l.order.PushFront(&latelyHeld[V]{key, value, size})
	for l.size += size; l.size > l.most && l.order.Len() > 1; {
		l.drop(l.order.Back())
	}
}

// drop lets one go.
func (l *lately[V]) drop(at *list.Element) {
	held := l.order.Remove(at).(*latelyHeld[V])
	delete(l.byKey, held.key)
	l.size -= held.size
	if l.gone != nil {
		l.gone(held.value)
	}
}
