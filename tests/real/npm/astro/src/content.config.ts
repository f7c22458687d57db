import { defineCollection, z } from "astro:content";
import { glob } from "astro/loaders";

const fields = z.object({ title: z.string(), description: z.string(), pubDate: z.coerce.date() });
export const collections = { posts: defineCollection({ loader: glob({ base: "./posts", pattern: "*.md" }), schema: fields }) };
