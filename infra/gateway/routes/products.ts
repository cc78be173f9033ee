import type { z } from 'zod';
import { toReplyProduct } from '#agents/response-compiler/reply-product.ts';
import { dietHolds } from '#agents/search/diet-facts.ts';
import { DIETS, type Product } from '#agents/search/product.ts';
import type { ProductFilters } from '#agents/search/product-index.ts';
import { findRelaxations } from '#agents/search/relaxations.ts';
import { unitPrice } from '#agents/search/unit-price.ts';
import type { Gateway, GatewayParts } from '#infra/gateway/gateway.ts';
import { notFound } from '#infra/gateway/problem.ts';
import { problems } from '#infra/gateway/schemas/problem.ts';
import { productDetail, productParams, productsPage, productsQuery } from '#infra/gateway/schemas/product.ts';

/** The catalogue, without anybody's preferences. */
export function registerProducts(app: Gateway, { application }: GatewayParts): void {
  const { products, alphaFor } = application;

  app.get(
    '/v1/products',
    {
      schema: {
        tags: ['catalogue'],
        summary: 'Search or browse products',
        querystring: productsQuery,
        response: { 200: productsPage, ...problems(400, 401, 403, 429, 503) },
      },
    },
    async (request) => {
      const { q, limit, offset, sort } = request.query;
      const alpha = request.query.alpha ?? (await alphaFor(q));
      const filters = filtersOf(request.query);
      const query = { text: q.trim(), excludeTerms: [], alpha, filters, limit, offset, sort };
      const page = await products.search(query);
      const relaxations =
        page.total > 0 ? [] : await findRelaxations(products, query, { said: filters, standing: {} });
      return {
        products: page.hits.map(({ product, score }, at) => {
          const rank = offset + at + 1;
          return toReplyProduct(
            { product, score, rank, unpersonalizedRank: rank, reasons: [], group: null },
            unitPrice,
          );
        }),
        total: page.total,
        facets: page.facets,
        alpha,
        relaxations: [...relaxations],
      };
    },
  );

  app.get(
    '/v1/products/:productId',
    {
      schema: {
        tags: ['catalogue'],
        summary: 'Everything the catalogue says of a product',
        params: productParams,
        response: { 200: productDetail, ...problems(400, 401, 403, 404, 429, 503) },
      },
    },
    async (request) => {
      const [product] = await products.get([request.params.productId]);
      if (product === undefined) throw notFound('product');
      return detailOf(product);
    },
  );
}

function filtersOf(query: z.output<typeof productsQuery>): ProductFilters {
  const { maxPriceCents, brand, category, diet, excludeAllergen, organic, inStock } = query;
  return {
    ...(maxPriceCents === undefined ? {} : { maxPriceCents }),
    ...(brand === undefined ? {} : { brands: brand }),
    ...(category === undefined ? {} : { categories: category }),
    ...(diet === undefined ? {} : { diets: diet }),
    ...(excludeAllergen === undefined ? {} : { excludeAllergens: excludeAllergen }),
    ...(organic === undefined ? {} : { organic }),
    ...(inStock === undefined ? {} : { inStock }),
  };
}

function detailOf(product: Product) {
  const { score, rank, unpersonalizedRank, reasons, group, ...facts } = toReplyProduct(
    { product, score: 1, rank: 1, unpersonalizedRank: 1, reasons: [], group: null },
    unitPrice,
  );
  const { unit, stock, organic, aliases, cuisines, ingredients, description, ageRestricted } = product;
  const dietsRuledOut = DIETS.filter((diet) => dietHolds(product, diet) === 'no');
  return {
    ...facts,
    dietsRuledOut,
    unit,
    stock,
    organic,
    aliases,
    cuisines,
    ingredients,
    description,
    ageRestricted,
  };
}
