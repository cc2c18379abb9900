package segment

import "strings"

// set makes a set of the words of list.
func set(list string) map[string]bool {
	m := make(map[string]bool)
	for _, w := range strings.Fields(list) {
		m[w] = true
	}
	return m
}

// prefixes are the word parts, in lower case, that a hyphen does not part
// from the word after them.
var prefixes = set(`
	agro ante anti arch bi bio co counter cross cyber e ex extra geo hyper
	inter intra macro mega micro mid mini multi neo non over para peri
	post pre pro proto pseudo re semi socio sub super supra tele trans
	tri ultra un under uni electro thermo hydro psycho pneumo
`)

// suffixes are the word parts that a hyphen does not part from the word
// before them.
var suffixes = set(`esque ette fest fold gate itis rama ish wise ups outs`)

// interjections are the halves of sounds such as "uh-huh".
var interjections = set(`uh huh mm hm mhm oh ah m mmm hmm um ha`)

// currency are the letters that make one token with a "$" after them.
var currency = set(`US U A C CA AU NZ HK S NT R Z J BZ TT EC FJ WS us`)

// moneys are the codes and letters that are parted from an amount after them.
var moneys = set(`Rs Rs. rs RM Rp Sh Shs KSh Ksh KSh. USh Ush TSh Tsh IRR INR PKR NGN KES UGX TZS ZAR EUR USD GBP CHF AUD CAD
	GHS GHC GH¢ JPY CNY RMB HKD SGD MYR IDR PHP Php THB VND KRW BRL MXN ARS AED SAR QAR EGP ILS TRY RUB SEK NOK DKK PLN
	BDT Tk LKR NPR MMK FCFA CFA XAF XOF BWP ZMW MWK SDG SSP ETB SLL LRD`)

// degrees are the parts of dotted words that are longer than one letter.
var degrees = set(`Ph.D Ph.Ds Sc Sc.D M.Sc B.Sc Ed.D Ed.M Ed Psy.D LL.B LL.M LL.D
	Litt.D D.Phil Phil M.Phil Pharm.D Eng Arch Ed.S Mus Bart Lt.Col Maj.Gen Brig.Gen Lt.Gen Lt.Gov Rt.Hon al.e`)

// elided are the words that begin with an apostrophe.
var elided = set(`em til till cause bout round n tis twas cos cuz coz neath tude gainst nother sup`)

// standing are the clitics that are one token where they stand alone.
var standing = set(`s S m d ll re ve t`)

// A merger says how a word written as one is cut.
type merger struct {
	cuts []uint8
	// doubtful says that it may be a name when it begins with a capital.
	doubtful bool
	// follow, if not nil, are the words of which one must follow.
	follow map[string]bool
}

// joined are the words that are written as one and read as two or three.
var joined = func() map[string]merger {
	m := make(map[string]merger)
	for _, w := range strings.Fields(`can|not gon|na wan|na got|ta gim|me lem|me du|n|no c'm|on out|ta wan|a
		do|nt did|nt does|nt is|nt was|nt are|nt were|nt could|nt would|nt should|nt have|nt has|nt had|nt ai|nt ar|nt must|nt
		you|re you|ll you|ve they|re they|ll they|ve we|ve that|s what|s there|s here|s it|ll else|s where|s who|s`) {
		m[strings.ReplaceAll(w, "|", "")] = merger{cuts: cutsOf(w)}
	}
	for _, w := range strings.Fields(`i|m i|ve wo|nt ca|nt he|s she|s`) {
		m[strings.ReplaceAll(w, "|", "")] = merger{cuts: cutsOf(w), doubtful: true}
	}
	m["its"] = merger{cuts: []uint8{2}, follow: set(`not a an the really simply very like now definitely also only just
		been all still getting called nothing easy important great gonna going always too never hard because what so that
		probably as from for in simple about time okay ok pretty quite rather cheap worth like`)}
	m["your"] = merger{cuts: []uint8{3}, follow: set(`gonna going not welcome`)}
	m["lets"] = merger{cuts: []uint8{3}, follow: set(`take try hope face be go see get say just not all do make call start
		look talk keep move have meet pretend put`)}
	return m
}()

// cutsOf returns where the bars stand in w, not counting bars.
func cutsOf(w string) (cuts []uint8) {
	for i := range len(w) {
		if w[i] == '|' {
			cuts = append(cuts, uint8(i-len(cuts)))
		}
	}
	return cuts
}

// units are the units of measure that are parted from a number before them.
var units = set(`am pm AM PM mm MM k K m b B bn Bn BN mn tn t ft kg Kg KG km Km KM lb lbs mg ml cm min mins hr hrs sec secs
	GB MB TB gb mb kb mph kph oz yrs yr kw kW KW mw MW GW gw kWh MWh GWh hp rpm Hz kHz MHz GHz ha sqm nm cc
	million billion trillion sq minutes hours days weeks months years watt watts miles feet hh M C F pc pct percent px usd USD EUR GBP`)
