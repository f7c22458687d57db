import rss from "@astrojs/rss";
import { newestFirst } from "../posts";
import site from "../../site.json";

export async function GET(context) {
  const items = (await newestFirst()).map((post) => ({ ...post.data, link: `/posts/${post.id}/` }));
  return rss({ title: site.title, description: site.tagline, site: context.site, items });
}
