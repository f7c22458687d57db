import { getCollection } from "astro:content";

export async function newestFirst() {
  const posts = await getCollection("posts");
  return posts.sort((one, other) => other.data.pubDate.valueOf() - one.data.pubDate.valueOf());
}
