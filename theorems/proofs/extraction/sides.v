(** What a statement compares: the two sides of each of its relations, on one instance of it over the rationals, and
    nothing where a hypothesis does not hold. They are read off the form of the statement, so that what is computed are
    the sides of the theorem itself and not of a copy. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mimics Require Import prelude.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.
Local Obligation Tactic := idtac.

Variant relation := Equal | AtMost | Below.

Record row := Row { related_by : relation; left_side : rat; right_side : rat }.

Definition holds r :=
  match related_by r with
  | Equal => left_side r == right_side r
  | AtMost => left_side r <= right_side r
  | Below => left_side r < right_side r
  end.

(** A statement that compares rationals, with its rows. Where it is true, each of them holds. *)
Class Compares (P : Prop) := Comparing { rows : seq row; rows_hold : P -> all holds rows }.
Arguments rows P {Compares}.

(** A hypothesis that can be computed. Where the computation says yes, it holds. *)
Class Decides (P : Prop) := Deciding { decided : bool; decided_holds : decided -> P }.
Arguments decided P {Decides}.

(** The rows of a theorem that is applied to the parts of a scenario. *)
Definition sides (P : Prop) (_ : P) {c : Compares P} := rows P.
Arguments sides [P] _ {c}.

(** The forms of conclusions. *)
Section Conclusions.
Notation R := rat_realFieldType.

Program Definition equal (a b : R) : Compares (a = b) := {| rows := [:: Row Equal a b] |}.
Next Obligation. by move=> a b ->; rewrite /= /holds /= eqxx. Qed.

Program Definition at_most (a b : R) : Compares (a <= b) := {| rows := [:: Row AtMost a b] |}.
Next Obligation. by move=> a b le; rewrite /= andbT. Qed.

Program Definition below (a b : R) : Compares (a < b) := {| rows := [:: Row Below a b] |}.
Next Obligation. by move=> a b lt; rewrite /= andbT. Qed.

Program Definition pointwise (X : finType) (f g : X -> R) : Compares (f =1 g) :=
  {| rows := [seq Row Equal (f x) (g x) | x <- enum X] |}.
Next Obligation. by move=> X f g e; rewrite all_map; apply/allP => x _; rewrite /= /holds /= e. Qed.

Program Definition if_so P Q (d : Decides P) (c : Compares Q) : Compares (P -> Q) :=
  {| rows := if decided P then rows Q else [::] |}.
Next Obligation. by move=> P Q d c h; case: ifP => // /decided_holds /h /rows_hold. Qed.

Program Definition both P Q (c : Compares P) (d : Compares Q) : Compares (P /\ Q) := {| rows := rows P ++ rows Q |}.
Next Obligation. by move=> P Q c d [p q]; rewrite all_cat !rows_hold. Qed.

Program Definition for_all (X : finType) (P : X -> Prop) (c : forall x, Compares (P x)) : Compares (forall x, P x) :=
  {| rows := flatten [seq rows (P x) | x <- enum X] |}.
Next Obligation. by move=> X P c h; elim: (enum X) => //= x l IH; rewrite all_cat rows_hold. Qed.

(** What stands beside and compares no numbers. *)
Program Definition nothing P : Compares P := {| rows := [::] |}.
Next Obligation. by []. Qed.

End Conclusions.

(** The forms of hypotheses. *)
Definition decide_bool (b : bool) : Decides b := {| decided := b; decided_holds := id |}.

Program Definition decide_equal (T : eqType) (a b : T) : Decides (a = b) := {| decided := a == b |}.
Next Obligation. by move=> T a b /eqP. Qed.

Program Definition decide_both P Q (c : Decides P) (d : Decides Q) : Decides (P /\ Q) :=
  {| decided := decided P && decided Q |}.
Next Obligation. by move=> P Q c d /andP[p q]; split; apply: decided_holds. Qed.

Program Definition decide_either P Q (c : Decides P) (d : Decides Q) : Decides (P \/ Q) :=
  {| decided := decided P || decided Q |}.
Next Obligation. by move=> P Q c d /orP[p|q]; [left|right]; apply: decided_holds. Qed.

Program Definition decide_four O P Q S (a : Decides O) (b : Decides P) (c : Decides Q) (d : Decides S) :
  Decides [/\ O, P, Q & S] := {| decided := [&& decided O, decided P, decided Q & decided S] |}.
Next Obligation. by move=> O P Q S a b c d /and4P[o p q s]; split; apply: decided_holds. Qed.

Program Definition decide_either_if (O P Q : Prop) (a : Decides (O -> Q)) (b : Decides (P -> Q)) :
  Decides (O \/ P -> Q) :=
  {| decided := decided (O -> Q) && decided (P -> Q) |}.
Next Obligation. by move=> O P Q a b /andP[/decided_holds o /decided_holds p] []. Qed.

Program Definition decide_if (b : bool) P (d : Decides P) : Decides (b -> P) := {| decided := b ==> decided P |}.
Next Obligation. by move=> b P d /implyP h /h; apply: decided_holds. Qed.

Program Definition decide_if_equal (T : eqType) (a b : T) P (d : Decides P) : Decides (a = b -> P) :=
  {| decided := (a == b) ==> decided P |}.
Next Obligation. by move=> T a b P d /implyP h /eqP /h; apply: decided_holds. Qed.

Program Definition decide_all (X : finType) (P : X -> Prop) (d : forall x, Decides (P x)) : Decides (forall x, P x) :=
  {| decided := [forall x, decided (P x)] |}.
Next Obligation. by move=> X P d /forallP h x; apply: decided_holds. Qed.

Program Definition decide_some (X : finType) (P : X -> Prop) (d : forall x, Decides (P x)) : Decides (exists x, P x) :=
  {| decided := [exists x, decided (P x)] |}.
Next Obligation. by move=> X P d /existsP[x h]; exists x; apply: decided_holds. Qed.

Program Definition decide_some_both (X : finType) (P Q : X -> Prop) (c : forall x, Decides (P x))
  (d : forall x, Decides (Q x)) : Decides (exists2 x, P x & Q x) :=
  {| decided := [exists x, decided (P x) && decided (Q x)] |}.
Next Obligation. by move=> X P Q c d /existsP[x /andP[p q]]; exists x; apply: decided_holds. Qed.

Program Definition decide_pointwise (X : finType) (T : eqType) (f g : X -> T) : Decides (f =1 g) :=
  {| decided := [forall x, f x == g x] |}.
Next Obligation. by move=> X T f g /forallP h x; apply/eqP. Qed.

(** The form chooses. A hypothesis that is a definition is unfolded, unless another hint knows it. *)
Ltac form_of_conclusion :=
  cbv beta zeta;
  lazymatch goal with
  | |- Compares (is_true (Order.le _ _)) => refine (at_most _ _)
  | |- Compares (is_true (Order.lt _ _)) => refine (below _ _)
  | |- Compares (eqfun _ _) => refine (pointwise _ _)
  | |- Compares (_ = _) => refine (equal _ _)
  | |- Compares (_ /\ _) => refine (both _ _)
  | |- Compares (?P -> _) => lazymatch type of P with Prop => refine (if_so _ _) | _ => refine (for_all _) end
  | |- Compares (forall x, _) => refine (for_all _)
  end.

Ltac form_of_hypothesis :=
  cbv beta zeta;
  lazymatch goal with
  | |- Decides (is_true _) => refine (decide_bool _)
  | |- Decides (eqfun _ _) => refine (decide_pointwise _ _)
  | |- Decides (_ = _) => refine (decide_equal _ _)
  | |- Decides (_ /\ _) => refine (decide_both _ _)
  | |- Decides (_ \/ _) => refine (decide_either _ _)
  | |- Decides [/\ _, _, _ & _] => refine (decide_four _ _ _ _)
  | |- Decides (exists x, _) => refine (decide_some _)
  | |- Decides (exists2 x, _ & _) => refine (decide_some_both _ _)
  | |- Decides (_ \/ _ -> _) => refine (@decide_either_if _ _ _ _ _)
  | |- Decides (_ = _ -> _) => refine (@decide_if_equal _ _ _ _ _)
  | |- Decides (?P -> _) => lazymatch type of P with Prop => refine (@decide_if _ _ _) | _ => refine (decide_all _) end
  | |- Decides (forall x, _) => refine (decide_all _)
  | |- Decides ?P => let Q := eval red in P in change (Decides Q)
  end.

#[global] Hint Extern 9 (Compares _) => form_of_conclusion : typeclass_instances.
#[global] Hint Extern 9 (Decides _) => form_of_hypothesis : typeclass_instances.
