(** What the checker accepts of singularity: a part of A of at least sigma is singular to M.

    Let P and Q be the laws of two sources that make a pair. Their overlap after n outcomes is the sum over the
    histories h of n outcomes of min(P(h), Q(h)). The square of this is at most P(h)Q(h), so that it is at most the
    product of the pairs' roots along h. By induction the overlaps of all n together are at most the pair's bound. Since
    the overlap never rises, that after n outcomes is at most the bound divided by n.

    Run a source of A together with the set of sources in which those of M can be. Once the source makes a pair with
    each of the set, consider the event that its own law gives what follows more than each law of the set does. Its own
    law gives this event nearly 1, and the others give it nearly 0. After m outcomes it has come to that with a
    probability of at least what the node says, up to the probability that it is still open. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import ring.
From mimics Require Import prelude sources features merging blackwell_dubins.
From mimics Require Import dominance_checker dominance_certificate dominance_merging.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Singular.
Variables (R : archiFieldType) (N : Type) (ar : arithmetic N) (value : N -> R) (q : question N).
Variables (likeness : seq nat) (pairs : seq (pair N)) (nodes : seq (node N)).
Hypothesis ex : exact ar value.
Notation X := 'I_(size (cell q)).
Notation run := (run ar value q).
Notation size_s := (sizes q).
Notation met := (met q likeness).
Notation singular := (singular pairs).
Notation led := (led ar q).
Notation limits := (limits ar q likeness pairs nodes).
Notation em s x := (value (emission ar q s x)).
Notation st := (successor q).
Notation chance s l := (value (limits (zero ar) s l).1).
Notation steps s l := (value (limits (one ar) s l).2).
Notation waiting := (waiting ar value q likeness pairs nodes).
Notation prob := (@dominance_merging.prob R N ar value q).
Implicit Types (s j : nat) (l : seq nat) (h : seq X).

Hypotheses (pr : proper ar q) (ma : machine ar q).
Hypothesis va : all (vanishing ar q pairs) pairs.
Hypothesis se : all (settled ar q likeness pairs nodes) nodes.

Let em_ge0 s x : 0 <= em s x. Proof. exact: em_ge0. Qed.
Let run_ge0 s h : 0 <= run s h. Proof. exact: run_ge0. Qed.

Lemma em_total s : \sum_(x : X) em s x <= 1.
Proof.
have [sn|sn] := ltnP s size_s; first by rewrite (machine_row ex ma sn).1.
by rewrite big1 ?ler01 // => x _; rewrite /emission /row nth_default // /entry nth_nil (value0 ex).
Qed.

Lemma run_falls s h : \sum_(x : X) run s (rcons h x) <= run s h.
Proof.
elim: h s => [|y h IH] s /=; first by under eq_bigr do rewrite mulr1; apply: em_total.
by rewrite -mulr_sumr ler_wpmul2l.
Qed.

Lemma min_root (a b c : R) : 0 <= a -> 0 <= b -> 0 <= c -> a * b <= c ^+ 2 -> Num.min a b <= c.
Proof.
move=> a0 b0 c0 le; case: (leP a b) => [ab|/ltW ba]; rewrite -ler_sqr ?nnegrE //; apply: le_trans le; rewrite expr2.
  by rewrite ler_wpmul2l.
by rewrite ler_wpmul2r.
Qed.

Lemma pair_ofP s j p : pair_of pairs s j = Some p -> [/\ one_of p = s, other p = j & vanishing ar q pairs p].
Proof.
rewrite /pair_of => e; have found ps : all (vanishing ar q pairs) ps ->
    all (fun p => [&& one_of p == s, other p == j & vanishing ar q pairs p])
      [seq p <- ps | (one_of p == s) && (other p == j)].
  by elim: ps => //= r rs IH /andP[vr /IH ok]; case: ifP => //= /andP[-> ->]; rewrite vr.
by move: e (found _ va); case: (filter _ _) => //= r rs [->] /andP[/and3P[/eqP ? /eqP ? ?] _].
Qed.

Definition bound s j := value (overlaps_of ar pairs s j).

(** A pair has roots of the products, which lead to pairs. *)
Lemma pair_roots s j : pair_of pairs s j -> exists r : X -> R, [/\ 0 <= bound s j,
  forall x, 0 <= r x /\ em s x * em j x <= r x ^+ 2,
  forall x, r x = 0 \/ pair_of pairs (st s x) (st j x) &
  1 + \sum_(x : X) r x * bound (st s x) (st j x) <= bound s j].
Proof.
rewrite /bound /overlaps_of; case e: (pair_of pairs s j) => [p|] // _; have [ps pj] := pair_ofP e.
rewrite /vanishing ps pj !(value_le ex) (value0 ex) (valueD ex) (value1 ex) => /andP[/andP[p0 /allP ok] le].
exists (fun x => value (entry ar (roots p) x)); split=> // [x|x|].
- by have := ok x (in_outcomes x); rewrite !(value_le ex) (value0 ex) !(valueM ex) => /and3P[].
- have := ok x (in_outcomes x); rewrite !(value_le ex) (value0 ex) => /and3P[r0 _ /orP[le0|]]; last by right.
  by left; apply/eqP; rewrite eq_le le0.
- apply: le_trans le; rewrite ler_add2l sum_outcomes //; apply: ler_sum => x _; rewrite (valueM ex) //.
Qed.

(** The overlap of two laws. *)
Definition overlap n s j := hsum n (fun h => Num.min (run s h) (run j h)).

Lemma overlap_sum n s j a b c : pair_of pairs s j -> 0 <= a -> 0 <= b -> 0 <= c -> a * b <= c ^+ 2 ->
  \sum_(i < n) hsum i (fun h => Num.min (a * run s h) (b * run j h)) <= c * bound s j.
Proof.
elim: n s j a b c => [|n IH] s j a b c pj a0 b0 c0 le; have [r [V0 rr next sum]] := pair_roots pj.
  by rewrite big_ord0 mulr_ge0.
rewrite big_ord_recl [X in X + _]/= !mulr1; apply: le_trans (ler_wpmul2l c0 sum); rewrite mulrDr mulr1.
apply: ler_add; first exact: min_root.
under eq_bigr do rewrite lift0 /=; rewrite exchange_big /= mulr_sumr; apply: ler_sum => x _.
have [r0 root] := rr x; have le' : a * em s x * (b * em j x) <= (c * r x) ^+ 2.
  by rewrite mulrACA exprMn ler_pmul // mulr_ge0.
under eq_bigr do under eq_hsum do rewrite !mulrA; rewrite mulrA.
case: (next x) => [z|px]; last by apply: IH; rewrite ?mulr_ge0.
move: le'; rewrite z mulr0 mul0r expr0n /= => le'; rewrite -oppr_ge0 -sumrN; apply: sumr_ge0 => i _.
rewrite -hsumN; apply: hsum_ge0 => h _; rewrite oppr_ge0; apply: min_root; rewrite ?mulr_ge0 //.
by rewrite expr0n /= mulrACA; apply: mulr_le0_ge0; rewrite ?mulr_ge0.
Qed.

Lemma overlap_falls n i s j : (i <= n)%N -> overlap n s j <= overlap i s j.
Proof.
elim: n => [|n IH]; first by rewrite leqn0 => /eqP ->.
rewrite leq_eqVlt => /predU1P[-> //|/IH]; apply: le_trans; rewrite /overlap hsumSr; apply: ler_hsum => h _.
rewrite le_minr; apply/andP.
by split; apply: le_trans (run_falls _ h); apply: ler_sum => x _; rewrite le_minl lexx ?orbT.
Qed.

(** The largest bound, or more. *)
Definition most := \sum_(p <- pairs) `|value (overlaps p)|.

Lemma most_ge0 : 0 <= most.
Proof. by apply: sumr_ge0. Qed.

Lemma bound_le s j : bound s j <= most.
Proof.
rewrite /bound /overlaps_of /pair_of /most; elim: pairs => [|p ps IH] /=; first by rewrite big_nil (value0 ex).
rewrite big_cons; case: ifP => _ /=; last by apply: le_trans IH _; rewrite ler_addr.
by apply: le_trans (ler_norm _) _; rewrite ler_addl; apply: sumr_ge0.
Qed.

Lemma overlap_le m n s j : pair_of pairs s j -> n%:R * overlap (m + n) s j <= most.
Proof.
move=> pj; apply: le_trans (bound_le s j); rewrite -[X in _ <= X]mul1r.
apply: le_trans (overlap_sum n pj ler01 ler01 ler01 _); last by rewrite mul1r expr1n.
have -> : n%:R * overlap (m + n) s j = \sum_(i < n) overlap (m + n) s j by rewrite sumr_const card_ord mulr_natl.
apply: ler_sum => i _; under [X in _ <= X]eq_hsum do rewrite !mul1r; apply: overlap_falls.
by rewrite (leq_trans (ltnW (ltn_ord i))) // leq_addl.
Qed.

(** The probability that within m outcomes the source makes a pair with each of the set; and the event that it does,
    and then its law gives the rest of the history more than each law of the set does. *)
Fixpoint reached m s l : R := if singular s l then 1 else
  if m is m'.+1 then \sum_(x : X) em s x * reached m' (st s x) (led l x) else 0.
Fixpoint event m s l h : bool := if singular s l then all (fun j => run j h < run s h) l else
  if m is m'.+1 then if h is x :: h' then event m' (st s x) (led l x) h' else false else false.
Notation part m s l := (fun h => (event m s l h)%:R).

Lemma reached_ge0 m s l : 0 <= reached m s l.
Proof.
elim: m s l => [|m IH] s l /=; case: ifP => _; rewrite ?ler01 //.
by apply: sumr_ge0 => x _; rewrite mulr_ge0.
Qed.

Lemma reached_le1 m s l : reached m s l <= 1.
Proof.
elim: m s l => [|m IH] s l /=; case: ifP; rewrite ?lexx ?ler01 // => _; apply: le_trans (em_total s).
by apply: ler_sum => x _; rewrite -[X in _ <= X]mulr1 ler_wpmul2l.
Qed.

Lemma reached_sub m s l l' : {subset l' <= l} -> reached m s l <= reached m s l'.
Proof.
elim: m s l l' => [|m IH] s l l' sub; have [sl'|nl'] := boolP (singular s l').
- by rewrite [X in _ <= X]/= sl' reached_le1.
- rewrite /= (negbTE nl') ifF //; apply: contraNF nl' => /allP sl; by apply/allP => j /sub /sl.
- by rewrite [X in _ <= X]/= sl' reached_le1.
- rewrite /= (negbTE nl') ifF; last by apply: contraNF nl' => /allP sl; apply/allP => j /sub /sl.
  by apply: ler_sum => x _; rewrite ler_wpmul2l // IH //; apply: led_sub.
Qed.

(** The node's probability, up to what is still open. *)
Lemma decided_reached m s l : decided q likeness pairs nodes s l -> chance s l <= reached m s l.
Proof.
rewrite /decided limitsE; have := reached_ge0 m s l; have := reached_le1 m s l.
case: (met s l) => /=; first by rewrite (value0 ex).
case sl: (singular s l) => /=; first by case: m => [|m] /=; rewrite sl (value1 ex).
by case: (node_of nodes s l) => //=; rewrite (value0 ex).
Qed.

Lemma reached_limit m s l : chance s l <= reached m s l + waiting m s l.
Proof.
elim: m s l => [|m IH] s l; have [d|op] := boolP (decided q likeness pairs nodes s l).
- by rewrite waiting_decided // addr0 decided_reached.
- have [k [_ _ [c1 _] _ [w0 _]]] := waiting_open ex se op.
  by rewrite w0; apply: le_trans c1 _; rewrite ler_addr reached_ge0.
- by rewrite waiting_decided // addr0 decided_reached.
- have [k [[sub /norP[_ /negbTE ns]] _ [_ ck] _ [_ wk]]] := waiting_open ex se op.
  rewrite wk /= ns; apply: le_trans ck _; rewrite -big_split /=; apply: ler_sum => x _.
  rewrite -mulrDr ler_wpmul2l //; apply: le_trans (IH _ _) _; rewrite ler_add2r; apply: reached_sub.
  by apply: led_sub => j; rewrite sub.
Qed.

Notation larger s l := (fun h => (all (fun j => run j h < run s h) l)%:R).

Lemma larger_other k n s l j : singular s l -> j \in l -> n%:R * prob (k + n) (larger s l) j <= most.
Proof.
move=> /allP sl jl; apply: le_trans (overlap_le k n (sl _ jl)); rewrite ler_wpmul2l ?ler0n //; apply: ler_hsum => h _.
case: allP => [lt|_]; last by rewrite mulr0 le_minr !run_ge0.
by rewrite mulr1 le_minr lexx (ltW (lt _ jl)).
Qed.

Lemma sum_le_size (F : nat -> R) l c : (forall j, j \in l -> F j <= c) -> \sum_(j <- l) F j <= (size l)%:R * c.
Proof.
elim: l => [|j l IH] le; rewrite ?big_nil ?mul0r // big_cons /= mulrS mulrDl mul1r.
by rewrite ler_add ?le ?mem_head // IH // => i il; rewrite le // in_cons il orbT.
Qed.

Lemma larger_own k n s l : (s < size_s)%N -> singular s l ->
  n%:R * (1 - prob (k + n) (larger s l) s) <= (size l)%:R * most.
Proof.
move=> sn sl; apply: (@le_trans _ _ (\sum_(j <- l) n%:R * overlap (k + n) s j)); last first.
  by apply: sum_le_size => j jl; apply: overlap_le; move/allP: sl; apply.
rewrite -mulr_sumr ler_wpmul2l ?ler0n // -[X in X - _](law_sum (k + n) (run_law ex pr ma sn)) -hsumB /overlap.
have -> : \sum_(j <- l) hsum (k + n) (fun h => Num.min (run s h) (run j h)) =
    hsum (k + n) (fun h => \sum_(j <- l) Num.min (run s h) (run j h)).
  elim: (l) => [|j l' IH]; first by rewrite big_nil; apply/esym/hsum0 => h _; rewrite big_nil.
  by rewrite big_cons IH -hsumD; apply: eq_hsum => h _; rewrite big_cons.
apply: ler_hsum => h _; case: (boolP (all _ l)) => [_|/allPn[j jl]].
  by rewrite /= mulr1 subrr; apply: sumr_ge0 => j _; rewrite le_minr !run_ge0.
rewrite -leNgt => le; rewrite mulr0 subr0; apply: le_trans (le_sum_in (F := fun j => Num.min (run s h) (run j h)) _ jl).
  by rewrite le_minr lexx.
by move=> i; rewrite le_minr !run_ge0.
Qed.

(** The laws of the set give the event nearly 0, and the source's own law nearly all that is reached. *)
Lemma event_other m n s l j : j \in l -> n%:R * prob (m + n) (part m s l) j <= most.
Proof.
elim: m s l j => [|m IH] s l j jl; rewrite [part _ s l]/=; case: (boolP (singular s l)) => [sl|_].
- exact: (larger_other 0).
- by rewrite /prob hsum0 ?mulr0 ?most_ge0 // => h _; rewrite mulr0.
- exact: larger_other.
rewrite addSn prob_cons mulr_sumr; apply: le_trans (_ : \sum_(x : X) em j x * most <= _); last first.
  by rewrite -mulr_suml ler_pimull ?most_ge0 ?em_total.
apply: ler_sum => x _; rewrite mulrCA; have [->|nz] := eqVneq (em j x) 0; first by rewrite !mul0r.
rewrite ler_wpmul2l //; apply: IH; apply: map_f; rewrite mem_filter jl andbT (value_le ex) (value0 ex) -ltNge.
by rewrite lt_def nz em_ge0.
Qed.

Lemma event_own m n s l : (s < size_s)%N ->
  n%:R * (reached m s l - prob (m + n) (part m s l) s) <= (size l)%:R * most.
Proof.
have most0 := most_ge0; elim: m s l => [|m IH] s l sn; rewrite [part _ s l]/= [reached _ s l]/=;
  case: (boolP (singular s l)) => [sl|_].
- exact: (larger_own 0).
- by rewrite /prob hsum0 ?subrr ?mulr0 ?mulr_ge0 ?ler0n // => h _; rewrite mulr0.
- exact: larger_own.
rewrite addSn prob_cons -sumrB mulr_sumr; apply: le_trans (_ : \sum_(x : X) em s x * ((size l)%:R * most) <= _).
  apply: ler_sum => x _; rewrite -mulrBr mulrCA ler_wpmul2l //; apply: le_trans (IH _ _ ((machine_row ex ma sn).2 x)) _.
  by rewrite ler_wpmul2r // ler_nat size_map size_filter count_size.
by rewrite -mulr_suml ler_pimull ?em_total // mulr_ge0 ?ler0n.
Qed.

Lemma average_le (u : seq (nat * N)) (F G : nat -> R) : weighted ar q u ->
  (forall s, s \in possible_in ar u -> (s < size_s)%N -> F s <= G s) -> average value u F <= average value u G.
Proof.
rewrite /average /possible_in; elim: u => [|p u IH] /=; first by rewrite !big_nil.
case/andP=> /andP[sn]; rewrite !big_cons !(value_le ex) (value0 ex) => p0 wu le; apply: ler_add; last first.
  by apply: IH => // s su; apply: le; case: ifP => //; rewrite in_cons su orbT.
have [->|nz] := eqVneq (value p.2) 0; first by rewrite !mul0r.
by rewrite ler_wpmul2l // le // -ltNge lt_def nz p0 mem_head.
Qed.

Lemma singular_sound sigma : let a := present ar q (prior_a q) in let m := present ar q (prior_m q) in
  let ta := evidence ar value q (prior_a q) in let tm := evidence ar value q (prior_m q) in
  weighted ar q a -> weighted ar q m -> 0 < ta -> 0 < tm ->
  sigma * ta <= average value a (fun s => chance s (possible_in ar m)) ->
  singular_part sigma (after (law_of ar value q (prior_a q)) (past q)) (after (law_of ar value q (prior_m q)) (past q)).
Proof.
move=> a m ta tm wa wm ta0 tm0 low e e0; set l := possible_in ar m.
have h0 : 0 < e / 2%:R by rewrite divr_gt0 ?ltr0n.
have above (x : R) : 0 <= x -> exists2 n, (0 : R) < n%:R & x <= e / 2%:R * n%:R.
  move=> x0; have := archi_boundP (divr_ge0 x0 (ltW h0)); rewrite ltr_pdivr_mulr // mulrC => lt.
  by exists (Num.bound (x / (e / 2%:R))); [rewrite -(pmulr_rgt0 _ h0) (le_lt_trans x0) | apply: ltW].
(* After k outcomes little is open; n more outcomes tell the laws apart. *)
have steps0 : 0 <= average value a (fun s => steps s l) / ta.
  apply: divr_ge0; last exact: ltW.
  by rewrite -(average0 value a); apply: average_le => // s _ _; apply: steps_ge0.
have [k k0 open] := above _ steps0; set own := possible_in ar a; set K := (size own + size l)%:R * most.
have K0 : 0 <= K by rewrite mulr_ge0 ?ler0n ?most_ge0.
have [n n0 apart] := above _ K0; have half_le : e / 2%:R <= e.
  by rewrite ler_pdivr_mulr ?ltr0n // mulr_natr mulr2n ler_addl ltW.
pose E h := has (fun s => event k s l h) own; exists (k + n)%N, E; split.
- rewrite mass_after // ler_pdivr_mulr // /evidence -averageZ; apply: average_le => // j jl _.
  rewrite mulr1 -(ler_pmul2l n0); apply: le_trans (_ : (size own)%:R * most <= _).
    apply: le_trans (sum_le_size (fun s _ => event_other k n s jl)).
    rewrite -mulr_sumr ler_wpmul2l ?ler0n // /E; elim: (own) => [|s u IH].
      by rewrite big_nil /prob hsum0 // => h _; rewrite mulr0.
    rewrite big_cons; apply: le_trans (ler_add (lexx _) IH); rewrite /prob -hsumD; apply: ler_hsum => h _.
    by rewrite -mulrDr ler_wpmul2l //= -natrD ler_nat; case: (event _ _ _ _).
  apply: le_trans (_ : K <= _); first by rewrite ler_wpmul2r ?most_ge0 // ler_nat leq_addr.
  by apply: le_trans apart _; rewrite mulrC ler_pmul2l.
- rewrite mass_after // ler_pdivl_mulr //; have near s : s \in own -> (s < size_s)%N ->
      chance s l <= prob (k + n) (fun h => (E h)%:R) s + (e / 2%:R * 1 + k%:R^-1 * steps s l).
    move=> so sn; apply: le_trans (reached_limit k _ l) _; rewrite addrA.
    apply: ler_add; last by rewrite ler_pdivl_mull // waiting_bound.
    apply: le_trans (_ : prob (k + n) (part k s l) s + e / 2%:R * 1 <= _); last first.
      rewrite ler_add2r; apply: ler_hsum => h _; rewrite ler_wpmul2l // ler_nat /E.
      by case v: (event k s l h) => //; rewrite lt0b; apply/hasP; exists s.
    rewrite mulr1 -ler_subl_addl -(ler_pmul2l n0) [X in _ <= X]mulrC; apply: le_trans apart.
    by apply: le_trans (event_own k n l sn) _; rewrite ler_wpmul2r ?most_ge0 // ler_nat leq_addl.
  rewrite mulrBl ler_subl_addr; apply: le_trans low _; apply: le_trans (average_le wa near) _.
  rewrite averageD averageD !averageZ ler_add2l.
  have -> : e * ta = e / 2%:R * ta + e / 2%:R * ta by field.
  rewrite ler_add2l ler_pdivr_mull //.
  by move: open; rewrite ler_pdivr_mulr // mulrCA mulrA.
Qed.

End Singular.

(** limit of merging/lebesgue.
    If the checker accepts a certificate of sigma, that is the mass of the part of A that is singular to M, after the
    history, for outcomes and all time. *)
Theorem certified_mass (R : archiFieldType) (N : Type) (ar : arithmetic N) (value : N -> R) (q : question N)
    likeness pairs nodes sigma : exact ar value -> decomposes ar q likeness pairs nodes sigma ->
  singular_mass (value sigma) (after (law_of ar value q (prior_a q)) (past q))
    (after (law_of ar value q (prior_m q)) (past q)).
Proof.
move=> ex ok; split; first exact: certified_merging ok.
have [[pr ma _] [va se] [wa wm] [pa pm] /andP[_ low]] := decomposed ex ok.
exact: (singular_sound ex pr ma va se wa wm pa pm low).
Qed.
