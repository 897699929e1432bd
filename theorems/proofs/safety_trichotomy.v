(** What comes before danger: failing generalisation, or falling value. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import ring.
From mimics Require Import prelude log pinsker tilt tilt_collapse.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Coins.
Variable R : realFieldType.

(** The chances a and 1 - a of an event. *)
Definition coin (a : R) (heads : bool) := if heads then a else 1 - a.

Variable ln : R -> R.
Hypothesis Ln : logarithm ln.
Implicit Types a d t : R.

(** kl(a||d). *)
Notation kl a d := (KL ln (coin a) (coin d)).

Lemma coin_forecast a : 0 <= a <= 1 -> forecast (coin a).
Proof. by case/andP=> a0 a1; split=> [[]|]; rewrite ?big_bool /= ?subr_ge0 // addrC subrK. Qed.

Lemma coin_within a d : 0 < d -> d < 1 -> within (coin a) (coin d).
Proof. by move=> d0 d1 [] /= e; [move: d0 | move: d1; rewrite -subr_gt0]; rewrite e ltxx. Qed.

(** kl(a||d) rises in a from d on. *)
Lemma coin_rises a d t : 0 < d -> d <= t -> t < a -> a <= 1 -> kl t d < kl a d.
Proof.
move=> d0 dt ta a1; have t0 := lt_le_trans d0 dt; have t1 := lt_le_trans ta a1; have d1 := le_lt_trans dt t1.
have c0 : 0 < 1 - d by rewrite subr_gt0.
have u0 : 0 < 1 - t by rewrite subr_gt0.
have fa : forecast (coin a) by apply: coin_forecast; rewrite (ltW (lt_trans t0 ta)).
have ft : forecast (coin t) by apply: coin_forecast; rewrite !ltW.
have w := coin_within a t0 t1.
have -> : kl a d = kl a t + kl t d + (a - t) * (ln (t / d) + ln ((1 - d) / (1 - t))).
  have a0 := lt_trans t0 ta; have L x y : 0 < x -> 0 < y -> ln (x / y) = ln x - ln y by apply: ln_div.
  rewrite /KL !big_bool /= (L a d) // (L a t) // (L t d) // (L (1 - t) (1 - d)) // (L (1 - d) (1 - t)) //.
  have [->|a1'] := eqVneq a 1; first by rewrite subrr !mul0r; ring.
  have x0 : 0 < 1 - a by rewrite subr_gt0 lt_neqAle a1'.
  by rewrite (L (1 - a) (1 - d)) // (L (1 - a) (1 - t)) //; ring.
have pos : 0 < kl a t.
  rewrite lt0r KL_ge0 // andbT; apply: contraTneq ta => /(KL_eq0 Ln fa ft w) /(_ true) /= ->.
  by rewrite ltxx.
rewrite addrAC -[X in X < _]add0r ltr_le_add // ltr_paddr // mulr_ge0 ?subr_ge0 ?(ltW ta) //.
by rewrite addr_ge0 // (ln_ge0 Ln) // ler_pdivl_mulr // mul1r // ler_add2l ler_opp2.
Qed.

(** Merging outcomes into an event and the rest loses divergence. *)
Lemma coin_event (X : finType) (p q : X -> R) (E : pred X) : forecast p -> forecast q -> within p q ->
  kl (Pr p E) (Pr q E) <= KL ln p q.
Proof.
move=> fp fq w; have [[p0 _] [q0 _]] := (fp, fq).
rewrite {1}/KL big_bool /= -!PrC // [X in _ <= X](bigID E) /=.
by apply: ler_add; apply: KL_event.
Qed.

End Coins.

Section Trichotomy.
Variables (R : realFieldType) (ln : R -> R) (X : finType).
Hypothesis Ln : logarithm ln.
Implicit Types (p g : X -> R) (danger : pred X) (r : X -> option int) (usable : seq R) (b c : R).
Notation kl a d := (KL ln (coin a) (coin d)).

(** The usable points of a tilt path, by their bases, which rise. *)
Definition path_usable r p usable :=
  [/\ optimum_exists r p, usable != [::], all (fun b => 1 < b) usable & sorted <=%O usable].

(** The largest danger among them. *)
Definition worst usable r p danger := foldr Num.max 0 [seq Pr (optimum b r p) danger | b <- usable].

(** Those of the largest value. *)
Definition valuable usable r p g :=
  [seq b <- usable | all (fun c => expect (optimum c r p) g <= expect (optimum b r p) g) usable].

Definition last_point usable := last 1 usable.

Definition spent usable r p := KL ln (optimum (last_point usable) r p) p.

(** p(danger) <= tau and KL(pi||p) <= kl(tau||p(danger)) for the last point, where that is finite. *)
Definition ends_before_danger usable r p danger (tau : R) :=
  Pr p danger <= tau /\ (within (coin tau) (coin (Pr p danger)) -> spent usable r p <= kl tau (Pr p danger)).

Definition generalisation_fails_first usable r p danger tau := ends_before_danger usable r p danger tau.
Definition value_falls_first usable r p g danger tau := ends_before_danger (valuable usable r p g) r p danger tau.

Section Path.
Variables (usable : seq R) (r : X -> option int) (p : X -> R) (danger : pred X).
Hypotheses (fp : forecast p) (path : path_usable r p usable).

Lemma last_largest (s : seq R) b : sorted <=%O s -> b \in s -> b <= last_point s.
Proof.
rewrite /last_point; elim: s (1 : R) => // c s IH u so; rewrite inE => /orP[/eqP ->|bs] /=.
  have /allP all_c := order_path_min le_trans so.
  by have := mem_last c s; rewrite inE => /orP[/eqP -> //|/all_c].
by apply: IH => //; apply: path_sorted so.
Qed.

Lemma last_mem (s : seq R) : s != [::] -> last_point s \in s.
Proof. by case: s => // c s _; rewrite /last_point /= mem_last. Qed.

Lemma worst_attained (s : seq R) : worst s r p danger = 0 \/
  exists2 b, b \in s & worst s r p danger = Pr (optimum b r p) danger.
Proof.
elim: s => [|c s IH]; first by left.
rewrite /worst /= -/(worst s r p danger) maxElt; case: ifP => _; last by right; exists c; rewrite ?mem_head.
by case: IH => [->|[b bs e]]; [left | right; exists b => //; rewrite inE bs orbT].
Qed.

Lemma usable_gt1 b : b \in usable -> 1 < b.
Proof. by have [_ _ /allP u _] := path; apply: u. Qed.

Lemma danger_in01 : 0 <= Pr p danger <= 1.
Proof. by have [p0 _] := fp; rewrite Pr_ge0 // Pr_le1. Qed.

(** Danger at some of the usable points costs no more than the last of them spends. *)
Lemma danger_spent (s : seq R) b : {subset s <= usable} -> sorted <=%O s -> b \in s ->
  kl (Pr (optimum b r p) danger) (Pr p danger) <= spent s r p.
Proof.
move=> sub so bs; have [opt _ _ _] := path; have b1 := usable_gt1 (sub _ bs); have b0 := lt_trans ltr01 b1.
apply: le_trans (coin_event Ln _ (optimum_forecast b0 fp opt) fp _) _; first exact: optimum_within.
by apply: tilt_path_divergence => //; apply: last_largest.
Qed.

Lemma spent_ge0 (s : seq R) : {subset s <= usable} -> s != [::] -> 0 <= spent s r p.
Proof.
move=> sub s0; have [opt _ _ _] := path; have b1 := usable_gt1 (sub _ (last_mem s0)).
by apply: KL_ge0 => //; [apply: optimum_forecast => //; apply: lt_trans b1 | apply: optimum_within].
Qed.

Lemma worst_spent (s : seq R) : {subset s <= usable} -> sorted <=%O s -> s != [::] ->
  kl (Num.max (worst s r p danger) (Pr p danger)) (Pr p danger) <= spent s r p.
Proof.
move=> sub so s0; have zero : kl (Pr p danger) (Pr p danger) = 0.
  by apply: KLpp => //; case: (coin_forecast danger_in01).
rewrite maxElt; case: ifP => [_|/negbT]; first by rewrite zero spent_ge0.
rewrite -leNgt => le; case: (worst_attained s) => [e|[b bs ->]]; last exact: danger_spent.
have /andP[d0 _] := danger_in01; have d00 : Pr p danger = 0 by apply/le_anti; rewrite d0 -e le.
by rewrite e -{1}d00 zero spent_ge0.
Qed.

(** No danger above tau if what the last point spends is less than that costs. *)
Lemma safe (s : seq R) tau : {subset s <= usable} -> sorted <=%O s -> ends_before_danger s r p danger tau ->
  worst s r p danger <= tau.
Proof.
move=> sub so [dt cost]; have /andP[d0 _] := danger_in01; have t0 := le_trans d0 dt.
case: (worst_attained s) => [->//|[b bs ->]]; rewrite leNgt; apply/negP => ta.
have [opt _ _ _] := path; have b0 := lt_trans ltr01 (usable_gt1 (sub _ bs)).
have fo := optimum_forecast b0 fp opt; have a1 := Pr_le1 danger fo; have [p0 _] := fp.
have dpos : 0 < Pr p danger.
  rewrite lt0r d0 andbT; apply: contraTneq ta => e; rewrite -leNgt.
  by rewrite (Pr_within p0 (@optimum_within _ _ b r p) e).
have d1 := le_lt_trans dt (lt_le_trans ta a1).
have := le_trans (danger_spent sub so bs) (cost (coin_within tau dpos d1)).
by rewrite leNgt (coin_rises Ln dpos dt ta a1).
Qed.

End Path.

Lemma valuable_usable usable r p g : {subset valuable usable r p g <= usable}.
Proof. by move=> b; rewrite mem_filter => /andP[]. Qed.

Lemma valuable_sorted usable r p g : sorted <=%O usable -> sorted <=%O (valuable usable r p g).
Proof. exact/sorted_filter/le_trans. Qed.

Lemma largest_value (v : R -> R) (s : seq R) : s != [::] -> exists2 b, b \in s & all (fun c => v c <= v b) s.
Proof.
elim: s => // c [|c' s] IH _; first by exists c; rewrite ?mem_head //= lexx.
have [//|b bs top] := IH; have [le|/ltW le] := leP (v c) (v b).
  by exists b; [rewrite inE bs orbT | move: top => /= ->; rewrite le].
exists c; first exact: mem_head.
by rewrite [all _ _]/= lexx; apply: sub_all top => u h; apply: le_trans le.
Qed.

Lemma valuable_exists usable r p g : usable != [::] -> valuable usable r p g != [::].
Proof.
move=> /(largest_value (fun b => expect (optimum b r p) g)) [b bu top].
by rewrite -has_filter; apply/hasP; exists b.
Qed.

(** safety/trichotomy (usable): history-possible-for-mimic, path-usable.
    Danger at the usable points costs at most what the last of them spends. *)
Theorem safety_trichotomy_usable usable r p danger : forecast p -> path_usable r p usable ->
  kl (Num.max (worst usable r p danger) (Pr p danger)) (Pr p danger) <= spent usable r p.
Proof. by move=> fp path; have [_ u0 _ so] := path; apply: (worst_spent danger fp path). Qed.

(** safety/trichotomy (valuable): history-possible-for-mimic, path-usable.
    Danger at the points of the largest value costs at most what the last of these spends. *)
Theorem safety_trichotomy_valuable usable r p g danger : forecast p -> path_usable r p usable ->
  kl (Num.max (worst (valuable usable r p g) r p danger) (Pr p danger)) (Pr p danger)
    <= spent (valuable usable r p g) r p.
Proof.
move=> fp path; have [_ u0 _ so] := path; apply: (worst_spent danger fp path).
- exact: valuable_usable.
- exact: valuable_sorted.
- exact: valuable_exists.
Qed.

(** safety/trichotomy (passively-safe): history-possible-for-mimic, path-usable, generalisation-fails-first.
    If usable points end before danger can pass tau, no usable danger is above tau. *)
Theorem safety_trichotomy_passively_safe usable r p danger tau : forecast p -> path_usable r p usable ->
  generalisation_fails_first usable r p danger tau -> worst usable r p danger <= tau.
Proof. by move=> fp path; apply: (safe fp path) => //; case: path. Qed.

(** safety/trichotomy (incentive-compatible): history-possible-for-mimic, path-usable, value-falls-first.
    If the value peaks before danger can pass tau, no danger at the largest value is above tau. *)
Theorem safety_trichotomy_incentive_compatible usable r p g danger tau : forecast p -> path_usable r p usable ->
  value_falls_first usable r p g danger tau -> worst (valuable usable r p g) r p danger <= tau.
Proof.
move=> fp path; apply: (safe fp path); first exact: valuable_usable.
by apply: valuable_sorted; case: path.
Qed.

End Trichotomy.
