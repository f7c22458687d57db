import { readFileSync } from "node:fs";
import { feedPlugin } from "@11ty/eleventy-plugin-rss";

const site = JSON.parse(readFileSync("site.json", "utf-8"));

export default function (config) {
  config.addGlobalData("site", site);
  config.addPlugin(feedPlugin, {
    type: "atom",
    outputPath: "/feed/feed.xml",
    collection: { name: "posts", limit: 10 },
    metadata: { language: site.language, title: site.title, subtitle: site.tagline, base: `${site.base}/`, author: { name: site.title } },
  });
  const long = new Intl.DateTimeFormat(site.language, { dateStyle: "long", timeZone: "UTC" });
  config.addFilter("readable", (day) => long.format(day));
  config.addFilter("iso", (day) => day.toISOString().slice(0, 10));
  config.addFilter("last", (list, count) => list.slice(-count));
  config.addFilter("topics", (tags) => (tags || []).filter((tag) => tag !== "posts"));
  config.addCollection("topicList", (all) => [
    ...new Set(all.getFilteredByTag("posts").flatMap((post) => post.data.tags.filter((tag) => tag !== "posts"))),
  ]);
  return {
    dir: { input: "content", includes: "../_includes", output: "_site" },
    markdownTemplateEngine: "njk",
    htmlTemplateEngine: "njk",
  };
}
