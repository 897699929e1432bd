(** A constant of A <= C M by comparing sources.

    The ratio of two states of a machine is a product along a path of pairs of states. If no cycle of pairs multiplies
    it by more than 1, cutting cycles out of a path makes the product no smaller, so the largest is that of a path of at
    most as many steps as there are pairs. The largest ratio of two urns is in dominance_urns.v. What A gives its
    sources is shared out among the sources of M. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import ring.
From mimics Require Import prelude sources merging dominance_urns.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

(** The largest of 1 and finitely many numbers. *)
Section Largest.
Variables (R : realFieldType) (I : finType) (F : I -> R).
Notation most := (\big[Num.max/1]_i F i).

Lemma max_ge i : F i <= most.
Proof.
have := mem_index_enum i; elim: (index_enum I) => //= j l IH; rewrite inE big_cons le_maxr.
by move=> /predU1P[->|/IH ->]; rewrite ?lexx ?orbT.
Qed.

Lemma max_ge1 : 1 <= most.
Proof. by elim: (index_enum I) => [|j l IH]; rewrite ?big_nil ?big_cons ?le_maxr ?IH ?orbT. Qed.

Lemma max_attained : most = 1 \/ exists i, most = F i.
Proof.
elim: (index_enum I) => [|j l IH]; rewrite ?big_nil ?big_cons; first by left.
by case: leP => // _; right; exists j.
Qed.

End Largest.

(** Pairs of states of a machine. *)
Section Pairs.
Variables (R : realFieldType) (X S : finType) (e : S -> X -> R) (to : S -> X -> S).
Implicit Types (s j : S) (h p c : seq X).
Hypothesis e0 : forall s x, 0 <= e s x.

(** The law of a state, and where it is after a word. *)
Fixpoint run s h : R := if h is x :: h' then e s x * run (to s x) h' else 1.
Definition walk s h := foldl to s h.

Lemma run_ge0 s h : 0 <= run s h.
Proof. by elim: h s => [|x h IH] s /=; rewrite ?ler01 // mulr_ge0. Qed.

Lemma run_cat s h c : run s (h ++ c) = run s h * run (walk s h) c.
Proof. by elim: h s => [|x h IH] s /=; rewrite ?mul1r // IH mulrA. Qed.

Lemma walk_cat s h c : walk s (h ++ c) = walk (walk s h) c.
Proof. exact: foldl_cat. Qed.

(** Wherever the two can come, the second can show whatever the first can. *)
Definition keeps_up s j := forall p x, 0 < run s p -> 0 < e (walk s p) x -> 0 < e (walk j p) x.

(** No cycle of pairs multiplies the ratio by more than 1. *)
Definition no_rising_cycle s j := forall p c, 0 < run s p ->
  walk (walk s p) c = walk s p -> walk (walk j p) c = walk j p -> run (walk s p) c <= run (walk j p) c.

(** The largest product of ratios along a path of at most n steps, and along one without cycles. *)
Fixpoint largest n s j : R :=
  if n is n'.+1 then \big[Num.max/1]_x (e s x / e j x * largest n' (to s x) (to j x)) else 1.
Definition largest_ratio s j := largest (#|S| * #|S|) s j.

Lemma largest_ge1 n s j : 1 <= largest n s j.
Proof. by case: n => [|n] //=; apply: max_ge1. Qed.

Lemma keeps_up_next s j x : keeps_up s j -> 0 < e s x -> keeps_up (to s x) (to j x).
Proof. by move=> k ex p y rp; apply: (k (x :: p)); rewrite /= mulr_gt0. Qed.

Lemma run_le_largest n s j h : keeps_up s j -> (size h <= n)%N -> run s h <= largest n s j * run j h.
Proof.
elim: n s j h => [|n IH] s j [|x h] k //= sh; rewrite ?mulr1 ?max_ge1 //.
have := e0 s x; rewrite le0r => /predU1P[->|ex].
  by rewrite mul0r !mulr_ge0 ?run_ge0 // (le_trans ler01) ?max_ge1.
have ej : 0 < e j x by apply: (k [::]); rewrite ?ltr01.
apply: le_trans (_ : e s x * (largest n (to s x) (to j x) * run (to j x) h) <= _).
  by rewrite ler_pmul2l // IH //; apply: keeps_up_next.
apply: le_trans (ler_wpmul2r _ (max_ge (fun y => e s y / e j y * largest n (to s y) (to j y)) x)).
  by rewrite le_eqVlt; apply/orP; left; apply/eqP; field; rewrite gt_eqF.
by rewrite mulr_ge0 ?run_ge0.
Qed.

Lemma largest_attained n s j : keeps_up s j ->
  exists h, [/\ (size h <= n)%N, 0 < run j h & run s h = largest n s j * run j h].
Proof.
elim: n s j => [|n IH] s j k; first by exists [::]; rewrite /= ltr01 mulr1.
case: (max_attained (fun y => e s y / e j y * largest n (to s y) (to j y))) => [one|[x top]].
  by exists [::]; rewrite /= one ltr01 mulr1.
have := e0 s x; rewrite le0r => /predU1P[z|ex].
  by have := max_ge1 (fun y => e s y / e j y * largest n (to s y) (to j y)); rewrite top z !mul0r ler10.
have ej : 0 < e j x by apply: (k [::]); rewrite ?ltr01.
have [h [sh jh eh]] := IH _ _ (keeps_up_next k ex); exists (x :: h).
by split; rewrite //= ?mulr_gt0 // top eh; field; rewrite gt_eqF.
Qed.

(** A longer path comes to a pair twice. *)
Lemma path_repeats s j h : (#|S| * #|S| <= size h)%N -> exists p c q, [/\ h = p ++ c ++ q, (0 < size c)%N,
  walk (walk s p) c = walk s p & walk (walk j p) c = walk j p].
Proof.
move=> long; pose at_ i := (walk s (take i h), walk j (take i h)); pose w := [seq at_ i | i <- iota 0 (size h).+1].
have /(uniqPn (s, j))[i [k [ik kw same]]] : ~~ uniq w.
  apply: contraL long => /card_uniqP; rewrite size_map size_iota => size_w; rewrite -ltnNge -card_prod -size_w.
  exact: max_card.
have kh : (k < (size h).+1)%N by move: kw; rewrite size_map size_iota.
have ih := ltn_trans ik kh; exists (take i h), (take (k - i) (drop i h)), (drop k h).
have cut : take k h = take i h ++ take (k - i) (drop i h) by rewrite -{1}(subnKC (ltnW ik)) takeD.
move: same; rewrite !(nth_map 0%N) ?size_iota // !nth_iota //.
move=> []; rewrite !add0n cut !walk_cat => <- <-; split=> //; first by rewrite catA -cut cat_take_drop.
by rewrite size_take size_drop; case: ifP; rewrite ?subn_gt0 // => _; rewrite (leq_trans ik).
Qed.

Lemma run_bounded s j h : keeps_up s j -> no_rising_cycle s j -> run s h <= largest_ratio s j * run j h.
Proof.
move=> k nr; have [n] := ubnP (size h); elim: n h => // n IH h; rewrite ltnS => hn.
have [short|/ltnW long] := leqP (size h) (#|S| * #|S|); first exact: run_le_largest.
have [p [c [q [eh c0 sc jc]]]] := path_repeats s j long.
have := IH (p ++ q); rewrite eh !run_cat sc jc => /(_ _) le.
have := run_ge0 s p; rewrite le0r => /predU1P[->|sp].
  by rewrite mul0r !mulr_ge0 ?run_ge0 // (le_trans ler01) ?largest_ge1.
have {}le : run s p * run (walk s p) q <= largest_ratio s j * (run j p * run (walk j p) q).
  by apply: le; apply: leq_trans hn; rewrite eh !size_cat ltn_add2l -[X in (X < _)%N]add0n ltn_add2r.
rewrite mulrCA [X in _ <= X](_ : _ = run (walk j p) c * (largest_ratio s j * (run j p * run (walk j p) q))).
  by apply: ler_pmul => //; rewrite ?mulr_ge0 ?run_ge0 ?nr.
by ring.
Qed.

End Pairs.

(** limit of dominance/constant.
    The ratio of two states has a bound only if no cycle of pairs multiplies it by more than 1. Then a path of at most
    as many steps as there are pairs attains the least bound. *)
Theorem pair_ratio (R : archiFieldType) (X S : finType) (e : S -> X -> R) (to : S -> X -> S) s j :
  (forall i x, 0 <= e i x) ->
  ((exists U, forall h, run e to s h <= U * run e to j h) <-> keeps_up e to s j /\ no_rising_cycle e to s j) /\
  (keeps_up e to s j -> no_rising_cycle e to s j ->
   (forall h, run e to s h <= largest_ratio e to s j * run e to j h) /\
   exists h, [/\ (size h <= #|S| * #|S|)%N, 0 < run e to j h & run e to s h = largest_ratio e to s j * run e to j h]).
Proof.
move=> e0; have run0 := run_ge0 to e0; split; last first.
  by move=> k nr; split=> [h|]; [apply: run_bounded | apply: largest_attained].
split=> [[U bound]|[k nr]]; last by exists (largest_ratio e to s j) => h; apply: run_bounded.
have alive h : 0 < run e to s h -> 0 < run e to j h.
  by rewrite !lt_def !run0 !andbT; apply: contraNN => /eqP z; have := bound h; rewrite z mulr0 eq_le run0 andbT.
split=> [p x sp ex|p c sp sc jc].
  have := alive (rcons p x); rewrite -cats1 !run_cat /= !mulr1 => /(_ (mulr_gt0 sp ex)).
  by rewrite pmulr_rgt0 ?alive.
have [//|lt] := leP; pose a := run e to (walk to s p) c; pose b := run e to (walk to j p) c.
have power n i : walk to i c = i -> run e to i (flatten (nseq n c)) = run e to i c ^+ n.
  by move=> ic; elim: n => [|n IH] //=; rewrite run_cat ic IH exprS.
have a0 : 0 < a := le_lt_trans (run0 _ _) lt.
have b0 : 0 < b.
  have := alive (p ++ c); rewrite !run_cat => /(_ (mulr_gt0 sp a0)); by rewrite pmulr_rgt0 ?alive.
pose K := U * run e to j p / run e to s p; pose d := a / b - 1.
have d0 : 0 < d by rewrite subr_gt0 ltr_pdivl_mulr // mul1r.
have grows n : 1 + n%:R * d <= (a / b) ^+ n.
  elim: n => [|n IH]; first by rewrite mul0r addr0.
  have -> : (a / b) ^+ n.+1 = (1 + d) * (a / b) ^+ n by rewrite exprS addrC subrK.
  apply: le_trans (ler_wpmul2l (addr_ge0 ler01 (ltW d0)) IH).
  have -> : (1 + d) * (1 + n%:R * d) = 1 + n.+1%:R * d + n%:R * d ^+ 2 by rewrite -[n.+1]addn1 natrD; ring.
  by rewrite ler_addl mulr_ge0 ?ler0n ?sqr_ge0.
have below n : (a / b) ^+ n <= K.
  have := bound (p ++ flatten (nseq n c)); rewrite !run_cat !power // -/a -/b expr_div_n.
  by rewrite /K ler_pdivl_mulr // mulrAC ler_pdivr_mulr ?exprn_gt0 // mulrC mulrA.
have K0 : 0 <= K := le_trans ler01 (below 0%N).
have := archi_boundP (divr_ge0 K0 (ltW d0)); rewrite ltr_pdivr_mulr // => big.
have := le_lt_trans (le_trans (grows (Num.bound (K / d))) (below _)) big.
by rewrite gtr_addr ltr10.
Qed.

(** Sources: states of a machine, and urns, which count what has been seen. *)
Section Sources.
Variables (R : realFieldType) (X S : finType).
Variables (e : S -> X -> R) (to : S -> X -> S) (is_urn : pred S) (balls : S -> X -> R).
Implicit Types (s j t : S) (x : X) (h : seq X) (k : X -> nat) (a m : S -> R) (C : R).

(** The chance of an outcome when each has been seen so many times, what is then seen, and the source then. *)
Definition chance k s x :=
  if is_urn s then (balls s x + (k x)%:R) / \sum_y (balls s y + (k y)%:R) else e s x.
Definition more k x y := (k y + (y == x))%N.
Definition next_source s x := if is_urn s then s else to s x.

(** The law of a source from there on. *)
Fixpoint source_law k s h : R :=
  if h is x :: h' then chance k s x * source_law (more k x) (next_source s x) h' else 1.

(** It is that of an urn, or of a state. *)
Lemma source_law_urn k s h : is_urn s -> source_law k s h = urn (fun x => balls s x + (k x)%:R) h.
Proof.
move=> us; elim: h k => [|x h IH] k //=; rewrite /next_source us IH /chance us; congr (_ * _).
by apply: eq_urn => y; rewrite /more natrD addrA.
Qed.

Definition lawful := (forall s x, 0 <= e s x) /\ (forall s x, 0 <= balls s x) /\
  (forall s x, ~~ is_urn s -> ~~ is_urn (to s x)).
Hypothesis ok : lawful.

Lemma source_law_state k s h : ~~ is_urn s -> source_law k s h = run e to s h.
Proof.
case: ok => _ [_ closed]; elim: h k s => [|x h IH] k s us //=.
by rewrite /chance /next_source (negbTE us) IH ?closed.
Qed.

Lemma chance_ge0 k s x : 0 <= chance k s x.
Proof.
case: ok => e0 [b0 _]; rewrite /chance; case: ifP => // _.
by rewrite divr_ge0 ?addr_ge0 ?ler0n // sumr_ge0 // => y _; rewrite addr_ge0 ?ler0n.
Qed.

Lemma source_law_ge0 k s h : 0 <= source_law k s h.
Proof. by elim: h k s => [|x h IH] k s /=; rewrite ?ler01 // mulr_ge0 ?chance_ge0. Qed.

(** A bound on the ratio of two sources: 1 if they have the same law; the largest ratio of two states; and that of an
    urn to one with d(x) fewer balls of each outcome x, where the second must be able to show x if d(x) > 0. *)
Definition pair_bound k s j U := [\/ U = 1 /\ source_law k s =1 source_law k j,
  [/\ ~~ is_urn s /\ ~~ is_urn j, keeps_up e to s j, no_rising_cycle e to s j & U = largest_ratio e to s j] |
  exists d, [/\ is_urn s /\ is_urn j, forall x, balls s x = balls j x + (d x)%:R,
    forall x, (0 < d x)%N -> 0 < balls j x + (k x)%:R & U = urn_ratio (fun x => balls j x + (k x)%:R) d]].

Lemma pair_bounded k s j U h : pair_bound k s j U -> source_law k s h <= U * source_law k j h.
Proof.
case=> [[-> same]|[[us uj] ku nr ->]|[d [[us uj] fewer support ->]]]; first by rewrite mul1r same.
  by rewrite !source_law_state //; apply: run_bounded => //; case: ok.
have [_ [b0 _]] := ok; rewrite !source_law_urn //.
rewrite (eq_urn (beta := fun x => balls j x + (k x)%:R + (d x)%:R)) => [|x]; last by rewrite fewer addrAC.
by apply: urn_ratio_bound => // x; rewrite addr_ge0 ?ler0n.
Qed.

(** What A gives each source is shared out among the sources of M. None of these gets more than C times what M gives
    it, where each share counts as many times as the ratio of the two sources can rise to. *)
Definition shared_out k a m C := exists f U : S -> S -> R, [/\ forall s j, 0 <= f s j, forall s, a s = \sum_j f s j,
  forall s j, f s j != 0 -> pair_bound k s j (U s j) & forall j, \sum_s f s j * U s j <= C * m j].

(** What a law gives its sources after one more outcome. *)
Definition moved k a x t := \sum_(s | next_source s x == t) a s * chance k s x.

(** The same has been seen before if both laws of what follows are multiples, by one factor, of two that are known. *)
Notation law_of k a := (mixture a (source_law k)).
Implicit Types (known : (seq X -> R) -> (seq X -> R) -> Prop).
Definition repeated known k a m := exists A M l, [/\ known A M, 0 <= l, forall h, law_of k a h = l * A h &
  forall h, law_of k m h = l * M h].

(** The search along a tree of histories. It ends where the sources can be shared out, or where all is as it was after
    fewer outcomes. Before, A is at most C M. *)
Fixpoint searched n known k a m C : Prop := [\/ shared_out k a m C, repeated known k a m |
  if n is n'.+1 then \sum_s a s <= C * (\sum_s m s) /\ forall x,
    searched n' (fun A M => (A =1 law_of k a /\ M =1 law_of k m) \/ known A M) (more k x) (moved k a x) (moved k m x) C
  else False].
Definition constant_bounded k a m C := exists n, searched n (fun _ _ => False) k a m C.

Lemma mixture_moved k a x h :
  mixture (moved k a x) (source_law (more k x)) h = mixture a (source_law k) (x :: h).
Proof.
rewrite /mixture [RHS](partition_big (fun s => next_source s x) predT) //=; apply: eq_bigr => t _.
by rewrite mulr_suml; apply: eq_bigr => s /eqP ->; rewrite mulrA.
Qed.

Lemma shared_out_bound k a m C h : shared_out k a m C ->
  mixture a (source_law k) h <= C * mixture m (source_law k) h.
Proof.
move=> [f [U [f0 af fU Cm]]]; apply: le_trans (_ : \sum_j \sum_s f s j * U s j * source_law k j h <= _).
  rewrite exchange_big; apply: ler_sum => s _; rewrite af mulr_suml; apply: ler_sum => j _; rewrite -mulrA.
  have [->|nz] := eqVneq (f s j) 0; first by rewrite !mul0r.
  by rewrite ler_wpmul2l // pair_bounded //; apply: fU.
rewrite mulr_sumr; apply: ler_sum => j _; rewrite -mulr_suml mulrA.
by rewrite ler_wpmul2r ?source_law_ge0.
Qed.

(** What is known of shorter histories is so of histories of one outcome more. *)
Lemma searched_bound C l n known k a m h : searched n known k a m C ->
  (forall A M g, known A M -> (size g <= l)%N -> A g <= C * M g) -> (size h <= l)%N -> law_of k a h <= C * law_of k m h.
Proof.
have start k' a' m' : \sum_s a' s <= C * (\sum_s m' s) -> law_of k' a' [::] <= C * law_of k' m' [::].
  by move=> le; rewrite /mixture; under eq_bigr do rewrite mulr1; under [in X in _ <= X]eq_bigr do rewrite mulr1.
elim: l n known k a m h => [|l IH] [|n] known k a m h found ok_known sh;
  case: (found) => [out|[A [M [c [kAM c0 -> ->]]]]|//= [now later]]; do ?exact: shared_out_bound;
  do ?by rewrite mulrCA ler_wpmul2l ?ok_known.
- by move: sh; rewrite leqn0 => /nilP ->; apply: start.
- case: h sh => [|x h] sh; first exact: start.
  have shorter A M g : known A M -> (size g <= l)%N -> A g <= C * M g by move=> kAM sg; apply: ok_known (leqW sg).
  rewrite -!mixture_moved; apply: (IH _ _ _ _ _ _ (later x) _ sh) => A M g [[-> ->]|]; last exact: shorter.
  exact: IH found shorter.
Qed.

(** dominance/constant (histories): history-possible-for-operator (not needed), history-possible-for-mimic (not needed), constant-bounded.
    What the comparison of sources finds, behind the histories of a tree, is a constant, for histories of any length. *)
Theorem dominance_constant_histories k a m C : constant_bounded k a m C ->
  let A := mixture a (source_law k) in let M := mixture m (source_law k) in
  dominated A M C /\ forall h, 0 < M h -> ratio A M h <= C.
Proof.
case=> n found A M; suff d : dominated A M C by split=> // h M0; rewrite ler_pdivr_mulr.
by move=> h; apply: searched_bound found _ (leqnn (size h)).
Qed.

End Sources.

(** A ratio that a search finds: of what A and M give some of their sources with a history. These are all sources, or
    those that are then in one state, to whose ratio A/M tends if the others are refuted in the end. *)
Section Found.
Variables (R : realFieldType) (X S : finType) (a m : S -> R) (K : S -> seq X -> R).

Definition ratio_found v := exists h (G : pred S),
  0 < \sum_(s | G s) m s * K s h /\ v = (\sum_(s | G s) a s * K s h) / \sum_(s | G s) m s * K s h.

(** dominance/constant (found): history-possible-for-operator (not needed), history-possible-for-mimic (not needed), constant-bounded (not needed), starts-dominated.
    It is at most the largest ratio of the weights of a start state. *)
Theorem dominance_constant_found v C : (forall s, law (K s)) -> starts_dominated a m C -> ratio_found v -> v <= C.
Proof.
move=> lK d [h [G [pos ->]]]; rewrite ler_pdivr_mulr // mulr_sumr; apply: ler_sum => s _; rewrite mulrA.
by apply: ler_wpmul2r => //; case: (lK s).
Qed.

End Found.
