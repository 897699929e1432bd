(** What merges without dominance: the part of the operator's law that is not singular to the mimic's. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import ring.
From mimics Require Import prelude merging merging_cut merging_converse merging_future mimic_sequences features.
From mimics Require Import blackwell_dubins.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Parts.
Variables (R : realFieldType) (X : finType).
Implicit Types (P A M : seq X -> R) (E : pred (seq X)) (h g : seq X) (D K e d s m : R).

(** m(h) is the part of A_h that merges with M_h. *)
Definition merging_parts A M (m : seq X -> R) := forall h, 0 < A h -> singular_mass (1 - m h) (after A h) (after M h).

(** D bounds A/M on a part of A of mass m: it is at most D M. *)
Definition density_bounded D m A M := exists B : seq X -> R,
  [/\ B [::] = m, forall h, B h = \sum_x B (rcons h x), forall h, 0 <= B h <= A h & forall h, B h <= D * M h].

Lemma mass_after P h l E : law P ->
  mass l.+1 (after P h) E = \sum_x next P h x * mass l (after P (rcons h x)) (fun g => E (x :: g)).
Proof.
move=> lP; apply: eq_bigr => x _; rewrite /mass /mean -hsumZ; apply: eq_hsum => g _.
by rewrite after_cons // mulrA.
Qed.

(** Also if the past is impossible. *)
Lemma mass_after_ge0 P h l E : law P -> 0 <= mass l (after P h) E.
Proof. by move=> [P0 _ _]; apply: hsum_ge0 => g _; rewrite mulr_ge0 ?divr_ge0 ?ler0n. Qed.

Lemma mass_after_take n l P h E : law P -> mass (n + l) (after P h) (fun w => E (take n w)) = mass n (after P h) E.
Proof.
move=> lP; have [P0 _ _] := lP; have := P0 h; rewrite le0r => /orP[/eqP e0|h0].
  by rewrite /mass /mean !hsum0 // => g _; rewrite /after e0 invr0 mulr0 mul0r.
by apply: mass_take; apply: after_law.
Qed.

Lemma finite_min (F : X -> R) : (forall x, 0 < F x) -> exists2 d, 0 < d & forall x, d <= F x.
Proof.
move=> F0; suff [d d0 le] : exists2 d, 0 < d & forall x, x \in index_enum X -> d <= F x.
  by exists d => // x; apply: le; apply: mem_index_enum.
elim: (index_enum X) => [|y l [d d0 le]]; first by exists 1.
exists (Num.min (F y) d); first by rewrite lt_minr F0.
by move=> x; rewrite inE le_minl => /orP[/eqP ->|/le ->]; rewrite ?lexx ?orbT.
Qed.

Section Step.
Variables (A M : seq X -> R) (s : X -> R) (h : seq X).
Hypotheses (lA : law A) (lM : law M) (a0 : 0 < A h).
Hypothesis parts : forall x, 0 < A (rcons h x) -> singular_mass (s x) (after A (rcons h x)) (after M (rcons h x)).
Local Notation whole := (\sum_x next A h x * s x).

Lemma next_ge0 P x : law P -> 0 <= next P h x.
Proof. by move=> [P0 _ _]; rewrite divr_ge0. Qed.

Lemma next_one : \sum_x next A h x = 1.
Proof. by have [] := next_forecast lA a0. Qed.

Lemma next_or x : next A h x = 0 \/ 0 < A (rcons h x).
Proof.
have [A0 _ _] := lA; have := A0 (rcons h x); rewrite le0r => /orP[/eqP e0|]; [left | by right].
by rewrite /next e0 mul0r.
Qed.

Lemma mass_length L E : mass L (after A h) E = mass L.+1 (after A h) (fun w => E (take L w)).
Proof. by rewrite -(mass_after_take L 1) // addn1. Qed.

Lemma continuous_step : continuous_but whole (after A h) (after M h).
Proof.
move=> e e0; have d_of x : exists d, 0 < d /\ (0 < A (rcons h x) ->
    forall L (E : pred (seq X)), mass L (after M (rcons h x)) E <= d -> mass L (after A (rcons h x)) E <= s x + e).
  have [A0 _ _] := lA; have := A0 (rcons h x); rewrite le0r => /orP[/eqP n0|x0].
    by exists 1; split; [exact: ltr01 | rewrite n0 ltxx].
  by have [/(_ e e0)[d d0 le] _] := parts x0; exists d.
have [d dP] := fin_all_exists d_of.
have pos x : 0 < (if next M h x == 0 then 1 else d x * next M h x).
  case: eqP => [_|/eqP n0]; first exact: ltr01.
  by rewrite mulr_gt0 ?(dP x).1 // lt0r n0 next_ge0.
have [c c0 le] := finite_min pos.
have long L (E : pred (seq X)) : mass L.+1 (after M h) E <= c -> mass L.+1 (after A h) E <= whole + e.
  rewrite !mass_after // => small.
  have -> : whole + e = \sum_x next A h x * (s x + e).
    by rewrite -[e in LHS]mul1r -next_one mulr_suml -big_split; apply: eq_bigr => x _; rewrite mulrDr.
  apply: ler_sum => x _; have [-> |x0] := next_or x; first by rewrite !mul0r.
  apply: ler_wpmul2l; first exact: next_ge0.
  apply: (dP x).2 => //; have := le x; case: eqP => [n0 _|/eqP n0 cd].
    apply: le_trans (ltW (dP x).1); rewrite /mass /mean hsum0 // => g _; rewrite /after.
    have [e1|e1] := eqVneq (M (rcons h x)) 0; first by rewrite e1 invr0 mulr0 mul0r.
    have m0 : M h = 0.
      move: n0 => /eqP; rewrite /next mulf_eq0 (negbTE e1) invr_eq0 /= => /eqP; exact.
    by move: e1; rewrite -cats1 law_prefix0 // eqxx.
  have nx : 0 < next M h x by rewrite lt0r n0 next_ge0.
  rewrite -(ler_pmul2l nx) [X in _ <= X]mulrC; apply: le_trans cd; apply: le_trans small.
  rewrite (bigD1 x) //= ler_addl; apply: sumr_ge0 => y _.
  by rewrite mulr_ge0 ?next_ge0 ?mass_after_ge0.
exists c => // L E; rewrite mass_length => small; apply: long; apply: le_trans small.
by rewrite -(mass_after_take L 1 h E lM) addn1.
Qed.

Lemma singular_step : singular_part whole (after A h) (after M h).
Proof.
move=> e e0; have E_of x : exists LE : nat * pred (seq X), mass LE.1 (after M (rcons h x)) LE.2 <= e /\
    (0 < A (rcons h x) -> s x - e <= mass LE.1 (after A (rcons h x)) LE.2).
  have [A0 _ _] := lA; have := A0 (rcons h x); rewrite le0r => /orP[/eqP n0|x0].
    exists (0%N, pred0 : pred (seq X)); rewrite n0 ltxx; split=> //.
    by rewrite /mass /mean /= mulr0 ltW.
  by have [_ /(_ e e0)[L [E [few most]]]] := parts x0; exists (L, E).
have [LE P] := fin_all_exists E_of; pose L := (\max_x (LE x).1)%N.
pose E w := if w is x :: g then (LE x).2 (take (LE x).1 g) else false.
have longer (Q : seq X -> R) x : law Q ->
    mass L (after Q (rcons h x)) (fun g => E (x :: g)) = mass (LE x).1 (after Q (rcons h x)) (LE x).2.
  move=> lQ; rewrite -(mass_after_take (LE x).1 (L - (LE x).1) (rcons h x) (LE x).2 lQ) subnKC //.
  exact: (@leq_bigmax X (fun y => (LE y).1) x).
exists L.+1, E; rewrite !mass_after //; split.
  apply: (@le_trans _ _ (\sum_x next M h x * e)).
    by apply: ler_sum => x _; rewrite longer //; apply: ler_wpmul2l; [exact: next_ge0 | exact: (P x).1].
  rewrite -mulr_suml ler_pimull ?(ltW e0) //; have [M0 _ Me] := lM; rewrite -mulr_suml -Me.
  have [-> |m0] := eqVneq (M h) 0; first by rewrite mul0r ler01.
  by rewrite mulfV.
have -> : whole - e = \sum_x next A h x * (s x - e).
  by rewrite -[e in LHS]mul1r -next_one mulr_suml -sumrB; apply: eq_bigr => x _; rewrite mulrBr.
apply: ler_sum => x _; have [-> |x0] := next_or x; first by rewrite !mul0r.
by rewrite longer //; apply: ler_wpmul2l; [exact: next_ge0 | apply: (P x).2].
Qed.

End Step.

(** merging/dichotomy (martingale): history-possible-for-operator, history-possible-for-mimic, decided (not needed), few-joint-states (not needed).
    On average the part that merges is after one more outcome what it is now. *)
Theorem merging_dichotomy_martingale A M (m : seq X -> R) h : law A -> law M -> merging_parts A M m -> 0 < A h ->
  \sum_x next A h x * m (rcons h x) = m h.
Proof.
move=> lA lM parts a0; have step x : 0 < A (rcons h x) ->
    singular_mass (1 - m (rcons h x)) (after A (rcons h x)) (after M (rcons h x)) by apply: parts.
have := singular_mass_unique (parts h a0) (conj (continuous_step lA lM a0 step) (singular_step lA lM a0 step)).
under eq_bigr do rewrite mulrBr mulr1; rewrite sumrB next_one // => /addrI/oppr_inj ->.
exact: erefl.
Qed.

Lemma hsum_part (B : seq X -> R) n : (forall h, B h = \sum_x B (rcons h x)) -> hsum n B = B [::].
Proof. by move=> Be; elim: n => [|n IH] //; rewrite hsumSr -IH; apply: eq_hsum => h _. Qed.

(** merging/dichotomy (distance): history-possible-for-operator, history-possible-for-mimic, decided (not needed), few-joint-states (not needed), density-bounded.
    What merges keeps the laws of the future from being further apart. *)
Theorem merging_dichotomy_distance l A M (m : seq X -> R) D h : law A -> law M -> merging_parts A M m -> 0 < A h ->
  density_bounded D (m h) (after A h) (after M h) -> distance l A M h <= 1 - m h / Num.max 1 D.
Proof.
move=> lA lM _ a0 [B [Bm Be BA BM]]; have [M0 _ _] := lM.
have D0 : 0 < Num.max 1 D by rewrite lt_maxr ltr01.
rewrite /distance; have := M0 h; rewrite le0r => /orP[/eqP m0|m0].
  rewrite m0 eqxx (_ : m h = 0) ?mul0r ?subr0 //; apply/eqP; rewrite -Bm eq_le.
  by have /andP[-> _] := BA [::]; have := BM [::]; rewrite /after m0 invr0 !mulr0 andbT.
rewrite gt_eqF // TVn_tuple; have [lA' lM'] := (after_law lA a0, after_law lM m0).
rewrite (TV_min (outcomes_forecast l lA') (outcomes_forecast l lM')) ler_add2l ler_opp2 -Bm -(hsum_part l Be).
rewrite mulrC -hsumZ hsum_tuple; apply: ler_sum => t _; rewrite mulrC ler_pdivr_mulr // mulrC.
have /andP[b0 bA] := BA t.
rewrite minr_pmulr ?(ltW D0) // le_minr; apply/andP; split.
  by apply: (le_trans bA); apply: ler_pemull; [apply: (le_trans b0 bA) | rewrite le_maxr lexx].
apply: le_trans (BM t) _; apply: ler_wpmul2r; last by rewrite le_maxr lexx orbT.
by have [M'0 _ _] := lM'.
Qed.

(** merging/lebesgue (rises): history-possible-for-operator, history-possible-for-mimic, decided (not needed).
    The mass of A above K M does not fall. The claim tries three K; it is so for every K. *)
Theorem merging_lebesgue_rises L K A M : law A -> law M -> surplus L K A M <= surplus L.+1 K A M.
Proof.
move=> [_ _ Ae] [_ _ Me]; rewrite /surplus hsumSr; apply: ler_hsum => h _.
rewrite le_maxl; apply/andP; split; last by apply: sumr_ge0 => x _; rewrite le_maxr lexx orbT.
rewrite Ae Me mulr_sumr -sumrB; apply: ler_sum => x _.
by rewrite le_maxr lexx.
Qed.

(** merging/lebesgue (singular): history-possible-for-operator, history-possible-for-mimic, decided (not needed), density-bounded.
    Above the bound on A/M on the part that merges, it is at most the mass that is singular. *)
Theorem merging_lebesgue_singular L s K A M : law A -> law M -> singular_mass s A M ->
  density_bounded K (1 - s) A M -> surplus L K A M <= s.
Proof.
move=> lA _ _ [B [Bm Be BA BM]].
have -> : s = hsum L (fun h => A h - B h) by rewrite hsumB law_sum // hsum_part // Bm subKr.
apply: ler_hsum => h _; have /andP[_ bA] := BA h.
by rewrite le_maxl subr_ge0 bA andbT ler_add2l ler_opp2.
Qed.

Lemma surplus_event L K A M E : law A -> law M -> 0 <= K -> mass L A E <= K * mass L M E + surplus L K A M.
Proof.
move=> [A0 _ _] [M0 _ _] K0; rewrite /mass /mean -hsumZ -hsumD; apply: ler_hsum => h _; case: (E h).
  by rewrite !mulr1 -ler_subl_addl le_maxr lexx.
by rewrite !mulr0 add0r le_maxr lexx orbT.
Qed.

(** The event that A is above K M. *)
Definition above K A M h := K * M h < A h.

Lemma surplus_above L K A M : surplus L K A M = mass L A (above K A M) - K * mass L M (above K A M).
Proof.
rewrite /surplus /mass /mean -hsumZ -hsumB; apply: eq_hsum => h _; rewrite /above.
by case: ltP => le; rewrite ?mulr1 ?mulr0 ?subrr; [rewrite max_l // subr_ge0 ltW | rewrite max_r // subr_le0].
Qed.

Lemma above_few L K A M : law A -> 0 < K -> mass L M (above K A M) <= K^-1.
Proof.
move=> lA K0; rewrite -[K^-1]mul1r ler_pdivl_mulr // mulrC; apply: le_trans (mass_le1 L (above K A M) lA).
rewrite /mass /mean -hsumZ; apply: ler_hsum => h _; rewrite /above mulrA.
by case: ltP => [/ltW ge|_]; [rewrite !mulr1 | rewrite !mulr0].
Qed.

(** limit of merging/lebesgue.
    The mass of the singular part is what the mass of A above K M comes to, as first L and then K grows. *)
Theorem singular_mass_limit s A M : law A -> law M -> (singular_mass s A M <->
  (forall e, 0 < e -> exists2 K, 0 < K & forall L, surplus L K A M <= s + e) /\
  (forall e K, 0 < e -> 0 < K -> exists L, s - e <= surplus L K A M)).
Proof.
move=> lA lM; have [[A0 _ _] [M0 _ _]] := (lA, lM); split=> [[c p]|[high low]]; split.
- move=> e e0; have [d d0 le] := c e e0; exists d^-1 => [|L]; first by rewrite invr_gt0.
  have := @above_few L d^-1 A M lA; rewrite invrK invr_gt0 => /(_ d0) few.
  apply: le_trans (le _ _ few); rewrite surplus_above ler_subl_addr ler_addl mulr_ge0 ?invr_ge0 ?(ltW d0) //.
  exact: mass_ge0.
- move=> e K e0 K0; have K1 : 0 < 1 + K by rewrite addr_gt0 ?ltr01.
  have [L [E [few most]]] := p _ (divr_gt0 e0 K1); exists L.
  have := le_trans most (surplus_event L E lA lM (ltW K0)); rewrite -ler_subl_addl; apply: le_trans.
  rewrite -addrA -opprD ler_add2l ler_opp2; apply: le_trans (ler_add (lexx _) (ler_wpmul2l (ltW K0) few)) _.
  by rewrite -[X in X + _]mul1r -mulrDl mulrC divfK // gt_eqF.
- move=> e e0; have h0 : 0 < e / 2%:R by rewrite divr_gt0 ?ltr0n.
  have [K K0 le] := high _ h0; exists (e / 2%:R / K) => [|L E few]; first by rewrite divr_gt0.
  apply: le_trans (surplus_event L E lA lM (ltW K0)) _; rewrite [X in _ <= _ + X](_ : e = e / 2%:R + e / 2%:R).
    by rewrite addrA addrC; apply: ler_add (le L) _; rewrite mulrC -ler_pdivl_mulr.
  by field.
- move=> e e0; have eV : 0 < e^-1 by rewrite invr_gt0.
  have [L le] := low _ _ e0 eV.
  exists L, (above e^-1 A M); move: le; rewrite surplus_above => le; split.
    by have := @above_few L e^-1 A M lA; rewrite invrK invr_gt0; apply.
  by apply: le_trans le _; rewrite ler_subl_addr ler_addl mulr_ge0 ?invr_ge0 ?(ltW e0) // mass_ge0.
Qed.

End Parts.

Section Features.
Variables (R : realFieldType) (X Y : finType) (f : X -> Y).
Implicit Types (P A M : seq X -> R).

Lemma mass_shown L P (E : pred (seq Y)) : mass L (shown f P) E = mass L P (fun h => E (map f h)).
Proof.
rewrite /mass /mean -(hsum_cells f L (fun h => P h * (E (map f h))%:R)); apply: eq_hsum => g sg.
rewrite mulrC -hsumZ sg; apply: eq_hsum => h _; case: eqP => [-> |_]; last by rewrite !mulr0.
by rewrite !mulr1 mulrC.
Qed.

(** features/lebesgue (inherits): history-possible-for-operator, history-possible-for-mimic, decided (not needed), decided-through-features (not needed).
    What is singular through a feature is singular on outcomes. *)
Theorem features_lebesgue_inherits s t A M : law A -> law M -> singular_mass s A M ->
  singular_mass t (shown f A) (shown f M) -> t <= s.
Proof.
move=> lA lM [c _] [_ p]; apply: singular_part_le p => e /c[d d0 le].
by exists d => // L E; rewrite !mass_shown; apply: le.
Qed.

(** features/lebesgue (martingale): history-possible-for-operator, history-possible-for-mimic, decided (not needed), decided-through-features (not needed).
    Given cells, too, the part that merges is on average after one more cell what it is now. *)
Theorem features_lebesgue_martingale A M (m : seq Y -> R) g : law A -> law M ->
  merging_parts (shown f A) (shown f M) m -> 0 < shown f A g -> \sum_c next (shown f A) g c * m (rcons g c) = m g.
Proof. by move=> lA lM; apply: merging_dichotomy_martingale; apply: shown_law. Qed.

End Features.
