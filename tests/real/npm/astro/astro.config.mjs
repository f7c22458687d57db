import { readFileSync } from "node:fs";
import { defineConfig } from "astro/config";
import sitemap from "@astrojs/sitemap";

export default defineConfig({
  site: JSON.parse(readFileSync("site.json", "utf-8")).base,
  integrations: [sitemap()],
  cacheDir: "./cache",
});
