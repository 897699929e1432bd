(** What the checker accepts of merging: all of A but a part of at most sigma is absolutely continuous with respect to
    M, and so merges with it.

    Run a source of A together with the set of sources in which those of M can be, for n outcomes. If it has met its law
    in the set, it gives the future at most K times what M does, with K from the finitely many histories of n outcomes.
    The probability that it has not met it is at most the node's and what Markov's inequality leaves: the expected
    number of outcomes until that is settled, divided by n. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import ring.
From mimics Require Import prelude sources features merging blackwell_dubins dominance_checker dominance_certificate.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Merging.
Variables (R : archiFieldType) (N : Type) (ar : arithmetic N) (value : N -> R) (q : question N).
Variables (likeness : seq nat) (pairs : seq (pair N)) (nodes : seq (node N)).
Hypothesis ex : exact ar value.
Notation X := 'I_(size (cell q)).
Notation run := (run ar value q).
Notation size_s := (sizes q).
Notation class := (class q likeness).
Notation met := (met q likeness).
Notation led := (led ar q).
Notation singular := (singular pairs).
Notation limits := (limits ar q likeness pairs nodes).
Notation em s x := (value (emission ar q s x)).
Notation st := (successor q).
Implicit Types (s : nat) (l : seq nat) (h : seq X) (E : seq X -> R).

Hypotheses (pr : proper ar q) (ma : machine ar q) (al : alike ar q likeness).
Hypothesis se : all (settled ar q likeness pairs nodes) nodes.

Lemma sum_outcomes (F : nat -> N) : value (total ar [seq F x | x <- outcomes q]) = \sum_(x : X) value (F x).
Proof.
rewrite (value_total ex) big_map /outcomes.
have -> : iota 0 (size (cell q)) = index_iota 0 (size (cell q)) by rewrite /index_iota subn0.
by rewrite big_mkord.
Qed.

Lemma same_value a b : same_number ar a b -> value a = value b.
Proof. by rewrite /same_number !(value_le ex) => /le_anti. Qed.

Lemma in_outcomes (x : X) : (x : nat) \in outcomes q.
Proof. by rewrite mem_iota /= add0n. Qed.

Lemma machine_row s : (s < size_s)%N -> \sum_(x : X) em s x = 1 /\ forall x : X, (st s x < size_s)%N.
Proof.
move=> sn; have /allP/(_ s) := ma; rewrite mem_iota /= => /(_ sn); case: (row q s) => // _ _.
case/andP=> /same_value; rewrite sum_outcomes (value1 ex) => e /allP ok; split=> // x.
exact/ok/in_outcomes.
Qed.

Lemma em_ge0 s x : 0 <= em s x. Proof. exact: emission_ge0. Qed.

Lemma em_le1 s (x : X) : em s x <= 1.
Proof.
have [sn|sn] := ltnP s size_s.
  by rewrite -(machine_row sn).1 (bigD1 x) //= ler_addl sumr_ge0 // => y _; apply: em_ge0.
by rewrite /emission /row nth_default // /entry nth_nil (value0 ex) ler01.
Qed.

Lemma run_law s : (s < size_s)%N -> law (run s).
Proof.
move=> sn; split=> [h||h]; [exact: run_ge0 | by [] |].
elim: h s sn => [|x h IH] s sn /=.
  by under eq_bigr do rewrite mulr1; rewrite (machine_row sn).1.
by rewrite -mulr_sumr -IH ?(machine_row sn).2.
Qed.

(** States of one class have one law. *)
Lemma class_law s h : run s h = run (class s) h.
Proof.
elim: h s => [//|x h IH] s; rewrite /dominance_checker.class.
case: ltnP => [sn|//]; have /allP/(_ s) := al; rewrite mem_iota /= => /(_ sn) /allP/(_ _ (in_outcomes x)).
rewrite /dominance_checker.class sn; set r := nth 0%N likeness s => /andP[/same_value e].
rewrite (value_le ex) (value0 ex) /= e => /orP[z|/eqP c]; last by rewrite IH [in RHS]IH /dominance_checker.class c.
by have -> : em r x = 0; [apply/eqP; rewrite eq_le z em_ge0 | rewrite !mul0r].
Qed.

(** The probability not to have met M after n outcomes. *)
Fixpoint apart n s l : R :=
  if met s l then 0 else if n is m.+1 then \sum_(x : X) em s x * apart m (st s x) (led l x) else 1.

Lemma apart_ge0 n s l : 0 <= apart n s l.
Proof.
elim: n s l => [|n IH] s l /=; case: ifP => // _; first exact: ler01.
by apply: sumr_ge0 => x _; rewrite mulr_ge0 ?em_ge0.
Qed.

Lemma apart_le1 n s l : (s < size_s)%N -> apart n s l <= 1.
Proof.
elim: n s l => [|n IH] s l sn /=; case: ifP => // _; rewrite ?ler01 //.
rewrite -(machine_row sn).1; apply: ler_sum => x _.
by rewrite -[X in _ <= X]mulr1 ler_wpmul2l ?em_ge0 // IH ?(machine_row sn).2.
Qed.

Lemma apart_sub n s l l' : {subset l <= l'} -> apart n s l' <= apart n s l.
Proof.
elim: n s l l' => [|n IH] s l l' sub /=; case: (boolP (met s l)) => [/hasP[j jl c]|_].
- by rewrite ifT //; apply/hasP; exists j => //; apply: sub.
- by case: ifP; rewrite ?ler01.
- by rewrite ifT //; apply/hasP; exists j => //; apply: sub.
- case: ifP => _; first by apply: sumr_ge0 => x _; rewrite mulr_ge0 ?em_ge0 ?apart_ge0.
  apply: ler_sum => x _; rewrite ler_wpmul2l ?em_ge0 //; apply: IH => y /mapP[j].
  by rewrite mem_filter => /andP[pj /sub jl'] ->; apply: map_f; rewrite mem_filter pj.
Qed.

(** The probability that it is not settled after n outcomes whether the source is singular. *)
Fixpoint waiting n s l : R :=
  if met s l || singular s l then 0 else
  if node_of nodes s l is Some k then
    if n is m.+1 then \sum_(x : X) em s x * waiting m (st s x) (led (beside k) x) else 1
  else 0.

Lemma node_ofP s l k : node_of nodes s l = Some k ->
  [/\ at_source k = s, beside k =i l & settled ar q likeness pairs nodes k].
Proof.
rewrite /node_of => e.
have filtered ns : all (settled ar q likeness pairs nodes) ns ->
    all (fun k => [&& at_source k == s, all (fun j => j \in l) (beside k) && all (fun j => j \in beside k) l &
      settled ar q likeness pairs nodes k])
    [seq n <- ns | (at_source n == s) && (all (fun j => j \in l) (beside n) && all (fun j => j \in beside n) l)].
  by elim: ns => //= n ns IH /andP[sn /IH ok]; case: ifP => //= /andP[-> ->]; rewrite sn ok.
move: e (filtered _ se); case: (filter _ _) => //= n ns [->] /andP[/and3P[/eqP ? /andP[/allP sub /allP sub'] ?] _].
by split=> // j; apply/idP/idP; [apply: sub | apply: sub'].
Qed.

Lemma expected_value u part k : value (expected ar q likeness pairs nodes u part k) =
  \sum_(x : X) em (at_source k) x * value (part (limits u (st (at_source k) x) (led (beside k) x))).
Proof. by rewrite /expected sum_outcomes; apply: eq_bigr => x _; rewrite (valueM ex). Qed.

Notation chance u s l := (value (limits u s l).1).
Notation steps s l := (value (limits (one ar) s l).2).

Lemma limitsE u s l : limits u s l = if met s l then (zero ar, zero ar) else if singular s l then (one ar, zero ar) else
  if node_of nodes s l is Some k then (chance_apart k, steps_left k) else (u, zero ar).
Proof. by []. Qed.

(** Nothing is left to wait for; or there is a node. *)
Definition decided s l := [|| met s l, singular s l | ~~ node_of nodes s l].

Lemma waiting_decided n s l : decided s l -> waiting n s l = 0.
Proof. by rewrite /decided; case: n => [|n] /=; rewrite orbA; case: ifP => //= _; case: node_of. Qed.

(** A mean over the outcomes from a node. *)
Notation mean_of k F s := (\sum_(x : X) em s x * F (st s x) (led (beside k) x)).

Lemma waiting_open s l : ~~ decided s l -> exists k : node N, [/\ beside k =i l /\ (met s l || singular s l) = false,
  0 <= chance (one ar) s l /\ mean_of k (fun s l => chance (one ar) s l) s <= chance (one ar) s l,
  chance (zero ar) s l <= 1 /\ chance (zero ar) s l <= mean_of k (fun s l => chance (zero ar) s l) s,
  0 <= steps s l /\ 1 + mean_of k (fun s l => steps s l) s <= steps s l &
  waiting 0 s l = 1 /\ forall n, waiting n.+1 s l = mean_of k (waiting n) s].
Proof.
rewrite /decided !limitsE orbA negb_or => /andP[nd]; case e: (node_of nodes s l) => [k|] //= _; exists k.
have [ks sub sk] := node_ofP e; rewrite (negbTE nd); move: nd => /norP[/negbTE -> /negbTE ->] /=.
move: sk; rewrite e; rewrite /settled !(value_le ex) !(value0 ex) (valueD ex) (value1 ex) !expected_value ks.
by case/and5P=> ? ? ? ? /andP[? ?].
Qed.

Lemma steps_ge0 s l : 0 <= steps s l.
Proof.
have [|/waiting_open[k [_ _ _ [? _] _]]] // := boolP (decided s l).
by rewrite /decided limitsE; case: (met s l); case: (singular s l); case: node_of => //=; rewrite (value0 ex).
Qed.

Lemma decided_apart n s l : (s < size_s)%N -> decided s l -> apart n s l <= chance (one ar) s l.
Proof.
move=> sn; rewrite /decided limitsE; case m: (met s l) => /=.
  by rewrite (value0 ex); case: n => [|n] /=; rewrite m.
by have a1 := apart_le1 n l sn; case: (singular s l); case: node_of => //=; rewrite (value1 ex).
Qed.

Lemma led_sub l l' x : {subset l <= l'} -> {subset led l x <= led l' x}.
Proof.
by move=> sub y /mapP[j]; rewrite mem_filter => /andP[pj /sub jl'] ->; apply: map_f; rewrite mem_filter pj.
Qed.

Lemma apart_limit n s l : (s < size_s)%N -> apart n s l <= chance (one ar) s l + waiting n s l.
Proof.
elim: n s l => [|n IH] s l sn;
  have [d|/waiting_open[k [[sub /norP[/negbTE m _]] [c0 cs] _ _ [w0 ws]]]] := boolP (decided s l).
- by rewrite waiting_decided // addr0 decided_apart.
- by rewrite w0 /= m ler_addr.
- by rewrite waiting_decided // addr0 decided_apart.
- rewrite ws /= m; apply: le_trans (ler_add cs (lexx _)); rewrite -big_split /=; apply: ler_sum => x _.
  rewrite -mulrDr ler_wpmul2l ?em_ge0 //; apply: le_trans (IH _ _ ((machine_row sn).2 x)).
  by apply/apart_sub/led_sub => j; rewrite sub.
Qed.

Lemma waiting_ge0 n s l : 0 <= waiting n s l.
Proof.
elim: n s l => [|n IH] s l; have [d|/waiting_open[k [_ _ _ _ [w0 ws]]]] := boolP (decided s l).
- by rewrite waiting_decided.
- by rewrite w0 ler01.
- by rewrite waiting_decided.
- by rewrite ws; apply: sumr_ge0 => x _; rewrite mulr_ge0 ?em_ge0.
Qed.

Lemma waiting0_le1 s l : waiting 0 s l <= 1.
Proof.
have [d|/waiting_open[k [_ _ _ _ [-> _]]]] := boolP (decided s l); last exact: lexx.
by rewrite waiting_decided ?ler01.
Qed.

Lemma waiting_falls n s l : (s < size_s)%N -> waiting n.+1 s l <= waiting n s l.
Proof.
elim: n s l => [|n IH] s l sn; have [d|/waiting_open[k [_ _ _ _ [w0 ws]]]] := boolP (decided s l).
- by rewrite !waiting_decided.
- rewrite ws w0 -(machine_row sn).1; apply: ler_sum => x _.
  by rewrite -[X in _ <= X]mulr1 ler_wpmul2l ?em_ge0 // waiting0_le1.
- by rewrite !waiting_decided.
- by rewrite !ws; apply: ler_sum => x _; rewrite ler_wpmul2l ?em_ge0 // IH ?(machine_row sn).2.
Qed.

Lemma waiting_le i n s l : (s < size_s)%N -> (i <= n)%N -> waiting n s l <= waiting i s l.
Proof.
move=> sn; elim: n => [|n IH]; first by rewrite leqn0 => /eqP ->.
by rewrite leq_eqVlt => /predU1P[-> //|]; rewrite ltnS => /IH; apply: le_trans; apply: waiting_falls.
Qed.

Lemma waiting_sum n s l : (s < size_s)%N -> \sum_(i < n) waiting i s l <= steps s l.
Proof.
elim: n s l => [|n IH] s l sn; first by rewrite big_ord0 steps_ge0.
have [d|/waiting_open[k [_ _ _ [_ ss] [w0 ws]]]] := boolP (decided s l).
  by rewrite big1 ?steps_ge0 // => i _; rewrite waiting_decided.
rewrite big_ord_recl w0; apply: le_trans ss; rewrite ler_add2l.
under eq_bigr do rewrite lift0 ws; rewrite exchange_big; apply: ler_sum => x _.
by rewrite -mulr_sumr ler_wpmul2l ?em_ge0 // IH ?(machine_row sn).2.
Qed.

Lemma waiting_bound n s l : (s < size_s)%N -> n%:R * waiting n s l <= steps s l.
Proof.
move=> sn; apply: le_trans (waiting_sum n l sn); have -> : n%:R * waiting n s l = \sum_(i < n) waiting n s l.
  by rewrite sumr_const card_ord mulr_natl.
by apply: ler_sum => i _; apply: waiting_le => //; apply: ltnW.
Qed.

(** The largest inverse of a positive chance, or more. *)
Definition inverse_bound := 1 + \sum_(s < size_s) \sum_(x : X) (em s x)^-1.
Notation B := inverse_bound.

Lemma inverse_bound_ge1 : 1 <= B.
Proof. by rewrite ler_addl sumr_ge0 // => s _; rewrite sumr_ge0 // => x _; rewrite invr_ge0 em_ge0. Qed.

Lemma inverse_le s (x : X) : 0 < em s x -> 1 <= B * em s x.
Proof.
move=> e0; rewrite -ler_pdivr_mulr // div1r; have [sn|sn] := ltnP s size_s; last first.
  by move: e0; rewrite /emission /row nth_default // /entry nth_nil (value0 ex) ltxx.
have pos t : 0 <= \sum_(y : X) (em t y)^-1 by apply: sumr_ge0 => y _; rewrite invr_ge0 em_ge0.
apply: (@le_trans _ _ (\sum_(y : X) (em s y)^-1)).
  by rewrite (bigD1 x) //= ler_addl sumr_ge0 // => y _; rewrite invr_ge0 em_ge0.
apply: (@le_trans _ _ (\sum_(t < size_s) \sum_(y : X) (em t y)^-1)); last by rewrite ler_addr ler01.
by rewrite (bigD1 (Ordinal sn)) //= ler_addl sumr_ge0.
Qed.

(** P_s(E), for events and for what is between 0 and 1. *)
Definition prob n E s := hsum n (fun h => run s h * E h).

Lemma prob_cons n E s : prob n.+1 E s = \sum_(x : X) em s x * prob n (fun h => E (x :: h)) (st s x).
Proof. by rewrite /prob /=; apply: eq_bigr => x _; rewrite -hsumZ; apply: eq_hsum => h _; rewrite mulrA. Qed.

Lemma prob_ge0 n E s : (forall h, 0 <= E h) -> 0 <= prob n E s.
Proof. by move=> E0; apply: hsum_ge0 => h _; rewrite mulr_ge0 ?run_ge0. Qed.

Lemma le_sum_in (F : nat -> R) j l : (forall i, 0 <= F i) -> j \in l -> F j <= \sum_(i <- l) F i.
Proof.
move=> F0; elim: l => //= i l IH; rewrite in_cons big_cons => /predU1P[->|/IH le].
  by rewrite ler_addl sumr_ge0.
by apply: le_trans le _; rewrite ler_addr.
Qed.

Lemma meets_or_apart n m s l E : (s < size_s)%N -> (forall h, 0 <= E h <= 1) ->
  prob (n + m) E s <= B ^+ n * (\sum_(j <- l) prob (n + m) E j) + apart n s l.
Proof.
elim: n s l E => [|n IH] s l E sn E01; have E0 h : 0 <= E h by case/andP: (E01 h).
- case: (boolP (met s l)) => [/hasP[j jl /eqP c]|nm] /=.
    rewrite ifT; last by apply/hasP; exists j => //; apply/eqP.
    rewrite addr0 expr0 mul1r; have -> : prob (0 + m) E s = prob (0 + m) E j.
      by apply: eq_hsum => h _; rewrite class_law -c -class_law.
    by apply: (le_sum_in (F := prob (0 + m) E)) => // i; apply: prob_ge0.
  rewrite (negbTE nm) expr0 mul1r; apply: ler_paddl; first by apply: sumr_ge0 => j _; apply: prob_ge0.
  rewrite -(law_sum m (run_law sn)); apply: ler_hsum => h _; rewrite -[X in _ <= X]mulr1 ler_wpmul2l ?run_ge0 //.
  by case/andP: (E01 h).
- have Bn : 1 <= B ^+ n.+1 by apply: exprn_ege1; apply: inverse_bound_ge1.
  case: (boolP (met s l)) => [/hasP[j jl /eqP c]|nm].
    rewrite -[X in X <= _]addr0; apply: ler_add; last exact: apart_ge0.
    have -> : prob (n.+1 + m) E s = prob (n.+1 + m) E j.
      by apply: eq_hsum => h _; rewrite class_law -c -class_law.
    apply: le_trans (le_sum_in (F := prob (n.+1 + m) E) _ jl) _ => [i|]; first exact: prob_ge0.
    by rewrite ler_pemull // sumr_ge0 // => i _; apply: prob_ge0.
  rewrite /= (negbTE nm) addSn prob_cons.
  have step (x : X) := IH (st s x) (led l x) (fun h => E (x :: h)) ((machine_row sn).2 x) (fun h => E01 (x :: h)).
  apply: (@le_trans _ _ (\sum_(x : X) em s x * (B ^+ n * (\sum_(j <- led l x) prob (n + m) (fun h => E (x :: h)) j)
      + apart n (st s x) (led l x)))).
    by apply: ler_sum => x _; apply: ler_wpmul2l; [exact: em_ge0 | exact: step].
  rewrite (eq_bigr _ (fun x _ => mulrDr _ _ _)) big_split /= ler_add2r exprSr -mulrA.
  have -> : \sum_(j <- l) prob (n + m).+1 E j =
      \sum_(x : X) \sum_(j <- l) em j x * prob (n + m) (fun h => E (x :: h)) (st j x).
    by rewrite [RHS]exchange_big /=; apply: eq_bigr => j _; exact: prob_cons.
  rewrite mulr_sumr mulr_sumr.
  apply: ler_sum => x _; rewrite mulrCA; apply: ler_wpmul2l.
    by rewrite exprn_ge0 // (le_trans ler01) // inverse_bound_ge1.
  have pos j : 0 <= prob (n + m) (fun h => E (x :: h)) j by apply: prob_ge0.
  apply: (@le_trans _ _ (\sum_(j <- led l x) prob (n + m) (fun h => E (x :: h)) j)).
    by rewrite ler_pimull ?em_le1 // sumr_ge0.
  rewrite /dominance_checker.led big_map big_filter big_mkcond mulr_sumr; apply: ler_sum => j _.
  rewrite (value_le ex) (value0 ex); case: ifP => [|_]; last first.
    by rewrite mulr_ge0 ?mulr_ge0 ?em_ge0 // (le_trans ler01) // inverse_bound_ge1.
  rewrite -ltNge => e0; rewrite mulrA; apply: ler_pemull => //; exact: inverse_le.
Qed.

(** Sources with weights of at least 0. *)
Definition weighted (u : seq (nat * N)) := all (fun p => (p.1 < size_s)%N && le ar (zero ar) p.2) u.
Definition average u (F : nat -> R) := \sum_(p <- u) value p.2 * F p.1.

Lemma ler_average u F G : weighted u -> (forall s, (s < size_s)%N -> F s <= G s) -> average u F <= average u G.
Proof.
move=> wu le; rewrite /average; elim: u wu => [|p u IH] /=; first by rewrite !big_nil.
rewrite !big_cons (value_le ex) (value0 ex) => /andP[/andP[sn p0] /IH]; apply: ler_add.
by apply: ler_wpmul2l => //; apply: le.
Qed.

Lemma eq_average u F G : weighted u -> (forall s, (s < size_s)%N -> F s = G s) -> average u F = average u G.
Proof. by move=> wu e; apply/eqP; rewrite eq_le !ler_average // => s sn; rewrite (e _ sn). Qed.

Lemma average0 u : average u (fun=> 0) = 0.
Proof. by rewrite /average big1 // => p _; rewrite mulr0. Qed.

Lemma averageD u F G : average u (fun s => F s + G s) = average u F + average u G.
Proof. by rewrite /average -big_split; apply: eq_bigr => p _; rewrite mulrDr. Qed.

Lemma averageZ u c F : average u (fun s => c * F s) = c * average u F.
Proof. by rewrite /average mulr_sumr; apply: eq_bigr => p _; rewrite mulrCA. Qed.

Lemma hsum_average n u (F : nat -> seq X -> R) :
  hsum n (fun h => average u (fun s => F s h)) = average u (fun s => hsum n (F s)).
Proof.
rewrite /average; elim: u => [|p u IH]; first by rewrite big_nil; apply: hsum0 => h _; rewrite big_nil.
by rewrite big_cons -IH -hsumZ -hsumD; apply: eq_hsum => h _; rewrite big_cons.
Qed.

Definition present w := states q (observed ar q w).

Lemma observed_states w : all (fun p => if p.1 is State s then (s < size_s)%N else false) (observed ar q w).
Proof.
rewrite /observed; have : all (fun x => x < size (cell q))%N (history q) by case/and4P: pr.
have : all (fun p => if p.1 is State s then (s < size_s)%N else false) (start ar q w).
  rewrite all_map; apply/allP => s; rewrite mem_iota => /andP[_ sn] /=.
  by have /allP/(_ s) := ma; rewrite mem_iota /= => /(_ sn); case: (row q s).
elim: (history q) (start ar q w) => //= x xs IH u fu /andP[xk]; apply: IH.
rewrite /stepped all_map; apply: sub_all fu => -[[s|] a] //= sn.
exact: ((machine_row sn).2 (Ordinal xk)).
Qed.

Lemma law_present w h : law_of ar value q w (past q ++ h) = average (present w) (fun s => run s h).
Proof.
rewrite (law_observed ex pr w h).1 /average /present /states big_map /sum_of.
elim: (observed ar q w) (observed_states w) => [|p u IH] /=; first by rewrite !big_nil.
by rewrite !big_cons => /andP[sn /IH ->]; case: p sn => -[].
Qed.

Definition evidence w := average (present w) (fun=> 1).

Lemma evidenceE w : law_of ar value q w (past q) = evidence w.
Proof. by rewrite -[past q]cats0 law_present. Qed.

Lemma law_after w : weighted (present w) -> 0 < evidence w -> law (after (law_of ar value q w) (past q)).
Proof.
move=> ww e0; split=> [h||h]; rewrite /after.
- rewrite evidenceE law_present; apply: divr_ge0; last exact: ltW.
  by rewrite -(average0 (present w)); apply: ler_average => // s _; apply: run_ge0.
- by rewrite cats0 evidenceE mulfV // gt_eqF.
- rewrite -mulr_suml; congr (_ / _); rewrite law_present.
  transitivity (average (present w) (fun s => \sum_(x : X) run s (rcons h x))).
    by apply: eq_average => // s sn; have [_ _ <-] := run_law sn.
  under [RHS]eq_bigr do rewrite law_present; rewrite /average [RHS]exchange_big.
  by apply: eq_bigr => p _; rewrite mulr_sumr.
Qed.

Lemma mass_after w n (E : pred (seq X)) :
  mass n (after (law_of ar value q w) (past q)) E = average (present w) (prob n (fun h => (E h)%:R)) / evidence w.
Proof.
rewrite /mass /mean /prob -hsum_average [RHS]mulrC -hsumZ; apply: eq_hsum => h _.
rewrite /after evidenceE law_present mulrAC [RHS]mulrC; congr (_ / _).
by rewrite /average mulr_suml; apply: eq_bigr => p _; rewrite mulrA.
Qed.

(** What M gives the sources that it can be in. *)
Definition possible_in (u : seq (nat * N)) := [seq p.1 | p <- u & ~~ le ar p.2 (zero ar)].
Definition inverses (u : seq (nat * N)) := \sum_(p <- u | ~~ le ar p.2 (zero ar)) (value p.2)^-1.

Lemma inverses_ge0 u : weighted u -> 0 <= inverses u.
Proof. by move=> _; apply: sumr_ge0 => p; rewrite (value_le ex) (value0 ex) -ltNge invr_ge0 => /ltW. Qed.

Lemma possible_sum u (F : nat -> R) : weighted u -> (forall s, 0 <= F s) ->
  \sum_(j <- possible_in u) F j <= inverses u * average u F.
Proof.
move=> wu F0; rewrite /possible_in big_map big_filter /inverses /average.
elim: u wu => [|p u IH] /=; first by rewrite !big_nil mul0r.
case/andP=> /andP[_]; rewrite !(value_le ex) !(value0 ex) => p0 wu; rewrite !big_cons (value_le ex) (value0 ex).
have W0 : 0 <= average u F by rewrite -(average0 u); apply: ler_average.
have D0 := inverses_ge0 wu; have := IH wu; rewrite /inverses /average in W0 D0 *; move: W0 D0.
set W := \sum_(_ <- u) _; set D := \sum_(_ <- u | _) _; set S := \sum_(_ <- u | _) _ => W0 D0 le.
have pF : 0 <= value p.2 * F p.1 by rewrite mulr_ge0.
case: ifP => [|_]; last by apply: le_trans le _; rewrite ler_wpmul2l // ler_addr.
rewrite -ltNge => gt; rewrite mulrDl mulrDr mulKf ?gt_eqF // -addrA ler_add2l.
apply: ler_paddl; first by rewrite mulr_ge0 // invr_ge0 ltW.
by apply: le_trans le _; rewrite ler_wpmul2l // ler_addr.
Qed.

Lemma merging_sound sigma : weighted (present (prior_a q)) -> weighted (present (prior_m q)) ->
  0 < evidence (prior_a q) -> 0 < evidence (prior_m q) ->
  average (present (prior_a q)) (fun s => chance (one ar) s (possible_in (present (prior_m q)))) <=
    sigma * evidence (prior_a q) ->
  continuous_but sigma (after (law_of ar value q (prior_a q)) (past q))
    (after (law_of ar value q (prior_m q)) (past q)).
Proof.
set a := present (prior_a q); set m := present (prior_m q); set l0 := possible_in m.
set ta := evidence (prior_a q); set tm := evidence (prior_m q) => wa wm ta0 tm0 le e e0.
have h0 : 0 < e / 2%:R by rewrite divr_gt0 ?ltr0n.
set Y := average a (fun s => steps s l0) / ta.
have Y0 : 0 <= Y.
  apply: divr_ge0; last exact: ltW.
  by rewrite -(average0 a); apply: ler_average => // s _; apply: steps_ge0.
have := archi_boundP (divr_ge0 Y0 (ltW h0)); set n := Num.bound _; rewrite ltr_pdivr_mulr // => Yn.
have n0 : (0 : R) < n%:R.
  by rewrite ltr0n lt0n; apply/eqP => nE; move: Yn; rewrite nE mul0r ltNge Y0.
have B0 : 0 <= B ^+ n by rewrite exprn_ge0 // (le_trans ler01) // inverse_bound_ge1.
set K := B ^+ n * (inverses m * tm).
have K0 : 0 <= K by rewrite !mulr_ge0 ?inverses_ge0 // ltW.
have K1 : 0 < K + 1 by apply: lt_le_trans ltr01 _; rewrite ler_addr.
exists (e / 2%:R / (K + 1)) => [|L E small]; first by rewrite divr_gt0.
have [lA lM] := (law_after wa ta0, law_after wm tm0).
rewrite -(mass_take L n E lA); move: small.
rewrite -(mass_take L n E lM) ![(L + n)%N]addnC !mass_after -/a -/m -/ta -/tm.
set p := prob _ _; have E01 h : 0 <= ((E (take L h))%:R : R) <= 1 by case: (E _); rewrite ?lexx ?ler01.
have p0 s : 0 <= p s by apply: prob_ge0 => h; case/andP: (E01 h).
rewrite !ler_pdivr_mulr // => small.
have met_part : B ^+ n * (\sum_(j <- l0) p j) <= e / 2%:R.
  apply: (@le_trans _ _ (K * (e / 2%:R / (K + 1)))); last first.
    by rewrite mulrA ler_pdivr_mulr // mulrC ler_wpmul2l ?ler_addl ?ler01 // ltW.
  rewrite /K -mulrA ler_wpmul2l // -mulrA [tm * _]mulrC; apply: le_trans (possible_sum wm p0) _.
  by rewrite ler_wpmul2l ?inverses_ge0.
have bound s : (s < size_s)%N -> p s <= e / 2%:R + (chance (one ar) s l0 + n%:R^-1 * steps s l0).
  move=> sn; apply: le_trans (meets_or_apart n L l0 sn E01) _; apply: ler_add => //.
  apply: le_trans (apart_limit n l0 sn) _; rewrite ler_add2l ler_pdivl_mull //.
  exact: waiting_bound.
apply: le_trans (ler_average wa bound) _.
have -> : average a (fun s => e / 2%:R + (chance (one ar) s l0 + n%:R^-1 * steps s l0)) =
    e / 2%:R * ta + (average a (fun s => chance (one ar) s l0) + n%:R^-1 * average a (fun s => steps s l0)).
  rewrite (averageD a (fun=> e / 2%:R)) (averageD a (fun s => chance (one ar) s l0)).
  rewrite (averageZ a _ (fun s => steps s l0)).
  by congr (_ + _); rewrite -averageZ; apply: eq_bigr => r _; rewrite mulr1.
have last : n%:R^-1 * average a (fun s => steps s l0) <= e / 2%:R * ta.
  have -> : average a (fun s => steps s l0) = Y * ta by rewrite /Y divfK // gt_eqF.
  by rewrite mulrA ler_wpmul2r ?(ltW ta0) // ler_pdivr_mull // ltW.
apply: le_trans (ler_add (lexx _) (ler_add le last)) _.
have {3}-> : e = e / 2%:R + e / 2%:R by rewrite -mulr2n -mulr_natr divfK // pnatr_eq0.
by rewrite addrCA mulrDl mulrDl.
Qed.

End Merging.

(** What the checker accepts, in values. *)
Lemma decomposed (R : archiFieldType) (N : Type) (ar : arithmetic N) (value : N -> R) (q : question N)
    likeness pairs nodes sigma : exact ar value -> decomposes ar q likeness pairs nodes sigma ->
  let a := present ar q (prior_a q) in let m := present ar q (prior_m q) in
  let sum u := average value a (fun s => value (limits ar q likeness pairs nodes u s (possible_in ar m)).1) in
  [/\ [/\ proper ar q, machine ar q & alike ar q likeness],
    all (vanishing ar q pairs) pairs /\ all (settled ar q likeness pairs nodes) nodes,
    weighted ar q a /\ weighted ar q m,
    0 < evidence ar value q (prior_a q) /\ 0 < evidence ar value q (prior_m q) &
    sum (one ar) <= value sigma * evidence ar value q (prior_a q) <= sum (zero ar)].
Proof.
move=> ex /and5P[pr /andP[pa pm] ma al /and5P[va se wts high low]].
have total_evidence w : value (total ar (map snd (observed ar q w))) = evidence ar value q w.
  by rewrite -(history_observed ex pr) (evidenceE ex pr ma).
have in_range w : all (fun p => (p.1 < sizes q)%N) (present ar q w).
  by rewrite all_map; apply: sub_all (observed_states ex pr ma w) => -[[s|l] a].
have positive w : ~~ le ar (total ar (map snd (observed ar q w))) (zero ar) -> 0 < evidence ar value q w.
  by rewrite (value_le ex) (value0 ex) total_evidence -ltNge.
move: wts high low; rewrite all_cat => /andP[pos_a pos_m].
have present_total w : total ar (map snd (states q (observed ar q w))) = total ar (map snd (observed ar q w)).
  by rewrite /states -map_comp.
have averages u v l : value (total ar [seq mul ar p.2 (limits ar q likeness pairs nodes u p.1 l).1 | p <- v]) =
    average value v (fun s => value (limits ar q likeness pairs nodes u s l).1).
  by rewrite (value_total ex) big_map; apply: eq_bigr => p _; rewrite (valueM ex).
rewrite !(value_le ex) (valueM ex) present_total total_evidence !averages => high low.
split; rewrite ?positive ?high //; split; rewrite /weighted -[all _ _]/(all (predI (fun p : nat * N => p.1 < sizes q)%N
  (fun p => le ar (zero ar) p.2)) _) all_predI in_range //.
Qed.

(** limit of merging/lebesgue.
    If the checker accepts a certificate of sigma, all of A but a part of at most sigma is absolutely continuous with
    respect to M, after the history, for outcomes and all time. *)
Theorem certified_merging (R : archiFieldType) (N : Type) (ar : arithmetic N) (value : N -> R) (q : question N)
    likeness pairs nodes sigma : exact ar value -> decomposes ar q likeness pairs nodes sigma ->
  continuous_but (value sigma) (after (law_of ar value q (prior_a q)) (past q))
    (after (law_of ar value q (prior_m q)) (past q)).
Proof.
move=> ex /(decomposed ex)[[pr ma al] [_ se] [wa wm] [pa pm] /andP[high _]].
exact: (merging_sound ex pr ma al se wa wm pa pm high).
Qed.
