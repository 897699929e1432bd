/* The expected one-step distance with Arb's balls of 128 bits, whose bounds are certain. Argument: N. Prints: CPU
   seconds for one sum, E TV at n = 10 and at n = N-1 as floats, and the radius of the last ball. */

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <arb.h>
#include <flint/fmpz.h>

enum { OUTCOMES = 3, SOURCES = 3, BITS = 128 };

static const int theta_num[SOURCES][OUTCOMES] = {{1, 1, 1}, {1, 1, 1}, {1, 3, 1}};
static const int theta_den[SOURCES][OUTCOMES] = {{2, 3, 6}, {4, 4, 2}, {5, 5, 5}};
static const int operator_den[SOURCES] = {2, 4, 4}; /* the numerators of the priors are 1 */
static const int mimic_den[SOURCES] = {4, 4, 2};

static void fraction(arb_t q, int num, int den) {
	arb_set_si(q, num);
	arb_div_si(q, q, den, BITS);
}

/* E TV for all n below size. All histories with the same counts are alike, so they are summed as one. */
static void expected_distances(arb_ptr distances, int size) {
	arb_ptr powers[SOURCES][OUTCOMES];
	arb_t theta[SOURCES][OUTCOMES], prior[2][SOURCES], law[2], law_x[2], weight, likelihood[SOURCES], term, gap;
	fmpz_t multinomial, binomial;
	for (int s = 0; s < SOURCES; s++) {
		arb_init(likelihood[s]);
		for (int l = 0; l < 2; l++) arb_init(prior[l][s]);
		fraction(prior[0][s], 1, operator_den[s]);
		fraction(prior[1][s], 1, mimic_den[s]);
		for (int x = 0; x < OUTCOMES; x++) {
			arb_init(theta[s][x]);
			fraction(theta[s][x], theta_num[s][x], theta_den[s][x]);
			powers[s][x] = _arb_vec_init(size);
			_arb_vec_set_powers(powers[s][x], theta[s][x], size, BITS);
		}
	}
	for (int l = 0; l < 2; l++) arb_init(law[l]), arb_init(law_x[l]);
	arb_init(weight), arb_init(term), arb_init(gap);
	fmpz_init(multinomial), fmpz_init(binomial);

	for (int n = 0; n < size; n++) {
		arb_zero(distances + n);
		for (int i = 0; i <= n; i++)
			for (int j = 0; j <= n - i; j++) {
				for (int s = 0; s < SOURCES; s++) {
					arb_mul(likelihood[s], powers[s][0] + i, powers[s][1] + j, BITS);
					arb_mul(likelihood[s], likelihood[s], powers[s][2] + n - i - j, BITS);
				}
				for (int l = 0; l < 2; l++) arb_dot(law[l], NULL, 0, prior[l][0], 1, likelihood[0], 1, SOURCES, BITS);
				arb_zero(term);
				for (int x = 0; x < OUTCOMES; x++) { /* A(h) |A(x|h) - M(x|h)| = |A(hx) - A(h)/M(h) M(hx)| */
					for (int l = 0; l < 2; l++) {
						arb_zero(law_x[l]);
						for (int s = 0; s < SOURCES; s++) {
							arb_mul(weight, prior[l][s], likelihood[s], BITS);
							arb_addmul(law_x[l], weight, theta[s][x], BITS);
						}
					}
					arb_mul(gap, law[0], law_x[1], BITS);
					arb_div(gap, gap, law[1], BITS);
					arb_sub(gap, law_x[0], gap, BITS);
					arb_abs(gap, gap);
					arb_add(term, term, gap, BITS);
				}
				fmpz_bin_uiui(multinomial, n, i);
				fmpz_bin_uiui(binomial, n - i, j);
				fmpz_mul(multinomial, multinomial, binomial);
				arb_addmul_fmpz(distances + n, term, multinomial, BITS);
			}
		arb_mul_2exp_si(distances + n, distances + n, -1);
	}
	for (int s = 0; s < SOURCES; s++)
		for (int x = 0; x < OUTCOMES; x++) _arb_vec_clear(powers[s][x], size);
}

int main(int argc, char **argv) {
	int size = argc == 2 ? atoi(argv[1]) : 0;
	if (size <= 10) {
		fprintf(stderr, "usage: expected_distance_arb N, with N > 10\n");
		return 1;
	}
	/* Short sums are repeated until half a second of CPU time is spent. */
	arb_ptr distances = _arb_vec_init(size);
	int times = 0;
	do {
		expected_distances(distances, size);
		times++;
	} while (clock() < CLOCKS_PER_SEC / 2);
	printf("%.9f %.15g %.15g ", (double)clock() / CLOCKS_PER_SEC / times, arf_get_d(arb_midref(distances + 10), ARF_RND_NEAR),
		arf_get_d(arb_midref(distances + size - 1), ARF_RND_NEAR));
	mag_fprint(stdout, arb_radref(distances + size - 1));
	printf(" %s\n", arb_version);
	return 0;
}
