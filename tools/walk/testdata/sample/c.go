package sample

func long(w string) bool { return len(w) > least }
