(** What the extracted code has in place of definitions of mathcomp, for speed, and why that is the same. *)
From mathcomp Require Import all_ssreflect all_algebra.
Require Import Extraction ExtrOcamlBasic ExtrOcamlNatBigInt.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

(** Natural numbers are Zarith's, which ExtrOcamlNatBigInt says of their constructors and operations. Three functions
    that mathcomp defines by recursion are Zarith's too: these lines are trusted. *)
Extract Constant eqn => "Big_int_Z.eq_big_int".
Extract Constant edivn =>
  "(fun m d -> if Big_int_Z.sign_big_int d = 0 then (Big_int_Z.zero_big_int, m) else Big_int_Z.quomod_big_int m d)".
Extract Constant gcdn => "Big_int_Z.gcd_big_int".

(** The absolute value of n/d is |n|/d. Mathcomp counts up to n and to d instead. *)
Lemma num_norm (x : rat) : numq `|x| = `|numq x|.
Proof. by rewrite [`|x|]normqE coprimeq_num ?absz_id ?coprime_num_den // gtr0_sg ?denq_gt0 // mul1r. Qed.

Lemma den_norm (x : rat) : denq `|x| = denq x.
Proof. by rewrite [`|x|]normqE coprimeq_den ?absz_id ?coprime_num_den // gt_eqF ?denq_gt0 // gtr0_norm. Qed.

Extract Constant normq => "(fun x -> let (n, d) = Obj.magic x in Obj.magic (Posz (absz n), d))".
Extraction Language OCaml.
