(** A coin and the weather: one feature is synchronised at once, the other only after the last day. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import ring.
From mimics Require Import prelude sources merging features.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Lemma hsum_point (R : realFieldType) (X : finType) (F : seq X -> R) g :
  hsum (size g) (fun h => F h * (h == g)%:R) = F g.
Proof.
rewrite hsum_tuple (bigD1 (in_tuple g)) //= eqxx mulr1 big1 ?addr0 // => t tg.
by case: eqP => [e|_]; [case/eqP: tg; apply: val_inj | rewrite mulr0].
Qed.

Section Pairs.
Variables (R : realFieldType) (X Y : finType).

Lemma hsum_pair n (G : seq X -> R) (H : seq Y -> R) :
  hsum n (fun h : seq (X * Y) => G (map fst h) * H (map snd h)) = hsum n G * hsum n H.
Proof.
elim: n G H => [|n IH] G H //=; rewrite big_distrlr /= pair_big /=; apply: eq_bigr => -[x y] _ /=.
exact: (IH (fun h => G (x :: h)) (fun h => H (y :: h))).
Qed.

Variables (q : X -> R).
Hypothesis fq : forecast q.

(** The coin is tossed every day, and the weather is w. *)
Definition weather (w : nat -> Y) (h : seq (X * Y)) : R :=
  draws q (map fst h) * (map snd h == mkseq w (size h))%:R.

Lemma weather_law w : law (weather w).
Proof.
have [q0 q1] := fq; split=> [h||h]; first by rewrite mulr_ge0 ?ler0n // prodr_ge0.
  by rewrite /weather /draws big_nil eqxx mulr1.
rewrite (eq_bigr (fun xy => weather w (rcons h (xy.1, xy.2)))) => [|[]] //.
rewrite -(pair_bigA _ (fun x y => weather w (rcons h (x, y)))) /= /weather.
transitivity (\sum_x draws q (map fst h) * q x * (map snd h == mkseq w (size h))%:R).
  by rewrite -mulr_suml -mulr_sumr q1 mulr1.
apply: eq_bigr => x _; rewrite (bigD1 (w (size h))) //= !map_rcons size_rcons mkseqS !eqseq_rcons.
rewrite eqxx andbT draws_rcons.
rewrite big1 ?addr0 // => y /negbTE yw; by rewrite !map_rcons size_rcons mkseqS eqseq_rcons yw andbF mulr0.
Qed.

Lemma shown_coin w g : shown fst (weather w) g = draws q g.
Proof.
rewrite /shown (@eq_hsum _ _ _ _ (fun h => (draws q (map fst h) * (map fst h == g)%:R)
    * (1 * (map snd h == mkseq w (size g))%:R))) => [|h sh]; last by rewrite /weather sh mul1r mulrAC.
rewrite (hsum_pair (size g) (fun h => draws q h * (h == g)%:R) (fun h => 1 * (h == mkseq w (size g))%:R)) hsum_point.
by rewrite -{1}(size_mkseq w (size g)) (hsum_point (fun=> 1)) mulr1.
Qed.

Lemma shown_weather w g : shown snd (weather w) g = (g == mkseq w (size g))%:R.
Proof.
rewrite /shown (@eq_hsum _ _ _ _ (fun h => draws q (map fst h)
    * ((map snd h == mkseq w (size g))%:R * (map snd h == g)%:R))) => [|h sh]; last by rewrite /weather sh -mulrA.
rewrite (hsum_pair (size g) (draws q) (fun h => (h == mkseq w (size g))%:R * (h == g)%:R)).
by rewrite (law_sum (size g) (draws_law fq)) mul1r hsum_point.
Qed.

End Pairs.

Section Storm.
Variables (R : realFieldType) (X : finType) (q : X -> R) (a b : R) (L : nat).
Hypotheses (fq : forecast q) (a0 : 0 <= a) (ab : a + 4%:R^-1 <= b) (b1 : b <= 3%:R / 4%:R) (L0 : (0 < L)%N).
Implicit Types (s : R).

(** It is calm, or calm but for a storm on day L, with chance s. *)
Definition storm s (late : bool) : R := if late then s else 1 - s.
Definition day (late : bool) (i : nat) := late && (i == L.-1).
Definition forecaster s := mixture (storm s) (fun late => weather q (day late)).
Local Notation A := (forecaster a).
Local Notation M := (forecaster b).

Lemma ab_chances : [/\ a <= 1, 0 <= b & b <= 1].
Proof.
have q0 : 0 <= 4%:R^-1 :> R by rewrite invr_ge0 ler0n.
have b1' : b <= 1 by apply: le_trans b1 _; rewrite ler_pdivr_mulr ?ltr0n // mul1r ler_nat.
have le : a <= b by apply: le_trans ab; rewrite ler_addl.
by split=> //; [apply: le_trans le b1' | apply: le_trans a0 le].
Qed.

Lemma storm_forecast s : 0 <= s -> s <= 1 -> forecast (storm s).
Proof. by move=> s0 s1; split=> [[]|]; rewrite /storm ?subr_ge0 // big_bool /= addrC subrK. Qed.

Lemma forecaster_law s : 0 <= s -> s <= 1 -> law (forecaster s).
Proof. by move=> s0 s1; apply: mixture_law (storm_forecast s0 s1) _ => late; apply: weather_law. Qed.

Lemma shown_mix (Y : finType) (f : X * bool -> Y) s g :
  shown f (forecaster s) g = s * shown f (weather q (day true)) g + (1 - s) * shown f (weather q (day false)) g.
Proof.
rewrite /shown -!hsumZ -hsumD; apply: eq_hsum => h _; by rewrite /forecaster /mixture big_bool [LHS]mulrDl -!mulrA.
Qed.

Lemma storm_dominated : dominated A M 4%:R.
Proof.
have [a1 b0 _] := ab_chances; apply: mixture_dominated => [late|[]]; first exact: weather_law.
- rewrite /storm; apply: (@le_trans _ _ b); last by rewrite ler_pemull // ler1n.
  by apply: le_trans ab; rewrite ler_addl invr_ge0 ler0n.
rewrite /storm; apply: (@le_trans _ _ 1); first by rewrite ler_subl_addr ler_addl.
rewrite mulrBr mulr1 ler_subr_addl -ler_subr_addr; apply: le_trans (ler_wpmul2l (ler0n R 4) b1) _.
by rewrite le_eqVlt; apply/orP; left; apply/eqP; field.
Qed.

(** rates/differ (from-the-start): history-possible-for-operator, history-possible-for-mimic, dominated.
    The forecasts of the coin agree from the start. *)
Theorem rates_differ_from_the_start :
  [/\ law A, law M, dominated A M 4%:R & expected_distance 0 L (shown fst A) (shown fst M) = 0].
Proof.
have [a1 b0 b1'] := ab_chances; split; [exact: forecaster_law | exact: forecaster_law | exact: storm_dominated |].
have coin s g : shown fst (forecaster s) g = draws q g.
  by rewrite shown_mix !shown_coin // mulrBl mul1r addrC subrK.
rewrite /expected_distance /mean /= /distance !coin /TVn hsum0 ?mulr0 ?if_same ?mulr0 // => [|g _]; last first.
  by rewrite /after !coin subrr normr0.
by rewrite /draws big_nil oner_eq0 mulr0.
Qed.

(** rates/differ (not-for-m-steps): history-possible-for-operator, history-possible-for-mimic, dominated.
    Those of the weather are at least 1/4 apart on every day before the last. *)
Theorem rates_differ_not_for_m_steps n : (n < L)%N ->
  dominated A M 4%:R /\ 4%:R^-1 <= expected_distance n (L - n) (shown snd A) (shown snd M).
Proof.
move=> nL; split; first exact: storm_dominated; have [a1 b0 b1'] := ab_chances.
pose h := mkseq (day false) n; pose g := drop n (mkseq (day true) L).
have lS s : 0 <= s -> s <= 1 -> law (shown snd (forecaster s)) by move=> s0 s1; apply/shown_law/forecaster_law.
have [lA lM] := (lS a a0 a1, lS b b0 b1'); have [A0 _ _] := lA.
have same : mkseq (day true) n = h.
  apply: (@eq_from_nth _ false) => [|i]; rewrite !size_mkseq // => ni; rewrite !nth_mkseq //= /day /= ltn_eqF //.
  by rewrite (leq_trans ni) // -ltnS prednK.
have calm s : shown snd (forecaster s) h = 1.
  by rewrite shown_mix !shown_weather // !size_mkseq same -/h ?eqxx !mulr1 addrC subrK.
have hg : h ++ g = mkseq (day true) L.
  rewrite -same -[RHS](cat_take_drop n); congr (_ ++ _).
  by rewrite /mkseq -map_take take_iota (minn_idPl (ltnW nL)).
have late s : shown snd (forecaster s) (h ++ g) = s.
  rewrite shown_mix !shown_weather // hg size_mkseq eqxx mulr1; case: eqP => [e|_]; last by rewrite mulr0 addr0.
  have := congr1 (fun w => nth false w L.-1) e; rewrite !nth_mkseq ?prednK //; by rewrite /day eqxx.
apply: (@le_trans _ _ (shown snd A h * distance (L - n) (shown snd A) (shown snd M) h)); last first.
  rewrite /expected_distance /mean hsum_tuple; have sh : size h == n by rewrite size_mkseq.
  rewrite (bigD1 (Tuple sh)) //= ler_addl sumr_ge0 // => t _; rewrite mulr_ge0 //.
  by rewrite /distance; case: ifP => _; rewrite ?ler01 // TVn_tuple TV_ge0.
rewrite /distance !calm oner_eq0 mul1r TVn_tuple.
have sg : size g == (L - n)%N by rewrite size_drop size_mkseq.
have total s : 0 <= s -> s <= 1 -> \sum_(t : (L - n).-tuple bool) after (shown snd (forecaster s)) h t = 1.
  move=> s0 s1; rewrite -(hsum_tuple _ (after (shown snd (forecaster s)) h)) law_sum //.
  by apply: after_law; rewrite ?calm ?ltr01 //; apply: lS.
have := @TV_event _ _ (fun t : (L - n).-tuple bool => after (shown snd A) h t)
  (fun t => after (shown snd M) h t) (pred1 (Tuple sg)).
rewrite !total // => /(_ erefl); apply: le_trans; rewrite /Pr !big_pred1_eq /after /= !calm !late !divr1.
rewrite distrC ger0_norm; first by rewrite ler_subr_addl.
by rewrite subr_ge0; apply: le_trans ab; rewrite ler_addl invr_ge0 ler0n.
Qed.

End Storm.
