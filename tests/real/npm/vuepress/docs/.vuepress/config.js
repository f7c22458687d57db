import { readFileSync } from "node:fs";
import { viteBundler } from "@vuepress/bundler-vite";
import { defineUserConfig } from "vuepress";
import { hopeTheme } from "vuepress-theme-hope";

const site = JSON.parse(readFileSync("site.json", "utf-8"));
const pages = site.pages.map((page) => ({ text: page.title, link: `${page.url.replace(/\/$/, "")}.html` }));

export default defineUserConfig({
  lang: site.locale,
  title: site.title,
  description: site.tagline,
  bundler: viteBundler(),
  theme: hopeTheme({
    hostname: site.base,
    author: { name: site.title },
    navbar: ["/", { text: site.archive, link: "/timeline/" }, ...pages],
    sidebar: false,
    blog: { description: site.tagline },
    plugins: { blog: { excerptLength: 120 }, feed: { rss: true, atom: true, count: 20 } },
  }),
});
