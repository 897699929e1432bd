/* The expected one-step distance with FLINT's fmpq. Arguments: N and how terms are added, in turn or in pairs. Prints:
   CPU seconds for one sum, E TV at n = 10 exactly and at n = N-1 as a float, and FLINT's version. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <flint/flint.h>
#include <flint/fmpq.h>
#include <flint/fmpz.h>

enum { OUTCOMES = 3, SOURCES = 3 };

static const int theta_num[SOURCES][OUTCOMES] = {{1, 1, 1}, {1, 1, 1}, {1, 3, 1}};
static const int theta_den[SOURCES][OUTCOMES] = {{2, 3, 6}, {4, 4, 2}, {5, 5, 5}};
static const int operator_den[SOURCES] = {2, 4, 4}; /* the numerators of the priors are 1 */
static const int mimic_den[SOURCES] = {4, 4, 2};

static fmpq_t theta[SOURCES][OUTCOMES], operator[SOURCES], mimic[SOURCES];

static double now(void) { return (double)clock() / CLOCKS_PER_SEC; }

/* The probability of the history and, for each outcome, of the history and the outcome after it. */
static void joint(fmpq_t h, fmpq_t hx[OUTCOMES], fmpq_t prior[SOURCES], fmpq_t likelihood[SOURCES]) {
	fmpq_t weight;
	fmpq_init(weight);
	fmpq_zero(h);
	for (int x = 0; x < OUTCOMES; x++) fmpq_zero(hx[x]);
	for (int s = 0; s < SOURCES; s++) {
		fmpq_mul(weight, prior[s], likelihood[s]);
		fmpq_add(h, h, weight);
		for (int x = 0; x < OUTCOMES; x++) fmpq_addmul(hx[x], weight, theta[s][x]);
	}
	fmpq_clear(weight);
}

/* Adds up the terms, and spoils them. No two denominators are alike, so a running sum soon is much longer than what is
   added to it; in pairs, numbers of like length meet, which FLINT is best at. */
static void add_up(fmpq_t total, fmpq *terms, slong count, int in_pairs) {
	if (in_pairs)
		for (; count > 1; count = (count + 1) / 2) {
			for (slong i = 0; i < count / 2; i++) fmpq_add(terms + i, terms + 2 * i, terms + 2 * i + 1);
			if (count % 2 == 1) fmpq_swap(terms + count / 2, terms + count - 1);
		}
	fmpq_zero(total);
	for (slong i = 0; i < count; i++) fmpq_add(total, total, terms + i);
}

/* E TV for all n below size. All histories with the same counts are alike, so they are summed as one. */
static void expected_distances(fmpq *distances, int size, int in_pairs) {
	fmpq *powers[SOURCES][OUTCOMES];
	for (int s = 0; s < SOURCES; s++)
		for (int x = 0; x < OUTCOMES; x++) {
			powers[s][x] = _fmpq_vec_init(size);
			fmpq_one(powers[s][x]);
			for (int j = 1; j < size; j++) fmpq_mul(powers[s][x] + j, powers[s][x] + j - 1, theta[s][x]);
		}
	fmpq_t a, m, ratio, difference, likelihood[SOURCES], ax[OUTCOMES], mx[OUTCOMES];
	fmpz_t multinomial, binomial;
	fmpq_init(a), fmpq_init(m), fmpq_init(ratio), fmpq_init(difference);
	for (int s = 0; s < SOURCES; s++) fmpq_init(likelihood[s]);
	for (int x = 0; x < OUTCOMES; x++) fmpq_init(ax[x]), fmpq_init(mx[x]);
	fmpz_init(multinomial), fmpz_init(binomial);

	for (int n = 0; n < size; n++) {
		slong count = (slong)(n + 1) * (n + 2) / 2;
		fmpq *terms = _fmpq_vec_init(count), *term = terms;
		for (int i = 0; i <= n; i++)
			for (int j = 0; j <= n - i; j++, term++) {
				for (int s = 0; s < SOURCES; s++) {
					fmpq_mul(likelihood[s], powers[s][0] + i, powers[s][1] + j);
					fmpq_mul(likelihood[s], likelihood[s], powers[s][2] + n - i - j);
				}
				joint(a, ax, operator, likelihood);
				joint(m, mx, mimic, likelihood);
				/* A(h) |A(x|h) - M(x|h)| = |A(hx) - A(h)/M(h) M(hx)| */
				fmpq_div(ratio, a, m);
				for (int x = 0; x < OUTCOMES; x++) {
					fmpq_mul(difference, ratio, mx[x]);
					fmpq_sub(difference, ax[x], difference);
					fmpq_abs(difference, difference);
					fmpq_add(term, term, difference);
				}
				fmpz_bin_uiui(multinomial, n, i);
				fmpz_bin_uiui(binomial, n - i, j);
				fmpz_mul(multinomial, multinomial, binomial);
				fmpq_mul_fmpz(term, term, multinomial);
			}
		add_up(distances + n, terms, count, in_pairs);
		fmpq_div_2exp(distances + n, distances + n, 1);
		_fmpq_vec_clear(terms, count);
	}

	fmpq_clear(a), fmpq_clear(m), fmpq_clear(ratio), fmpq_clear(difference);
	for (int s = 0; s < SOURCES; s++) fmpq_clear(likelihood[s]);
	for (int x = 0; x < OUTCOMES; x++) fmpq_clear(ax[x]), fmpq_clear(mx[x]);
	fmpz_clear(multinomial), fmpz_clear(binomial);
	for (int s = 0; s < SOURCES; s++)
		for (int x = 0; x < OUTCOMES; x++) _fmpq_vec_clear(powers[s][x], size);
}

int main(int argc, char **argv) {
	int size = argc == 3 ? atoi(argv[1]) : 0;
	if (size <= 10) {
		fprintf(stderr, "usage: expected_distance N turn|pairs, with N > 10\n");
		return 1;
	}
	int in_pairs = strcmp(argv[2], "pairs") == 0;
	for (int s = 0; s < SOURCES; s++) {
		fmpq_init(operator[s]), fmpq_init(mimic[s]);
		fmpq_set_si(operator[s], 1, operator_den[s]);
		fmpq_set_si(mimic[s], 1, mimic_den[s]);
		for (int x = 0; x < OUTCOMES; x++) {
			fmpq_init(theta[s][x]);
			fmpq_set_si(theta[s][x], theta_num[s][x], theta_den[s][x]);
		}
	}

	/* Short sums are repeated until half a second of CPU time is spent. */
	fmpq *distances = _fmpq_vec_init(size);
	int times = 0;
	double start = now(), seconds;
	do {
		expected_distances(distances, size, in_pairs);
		times++;
		seconds = now() - start;
	} while (seconds < 0.5);

	printf("%.9f ", seconds / times);
	fmpq_print(distances + 10);
	printf(" %.17g %s\n", fmpq_get_d(distances + size - 1), FLINT_VERSION);
	_fmpq_vec_clear(distances, size);
	return 0;
}
