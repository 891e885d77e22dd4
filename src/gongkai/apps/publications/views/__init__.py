"""Pages of 主动公开, by what people come for: lists, one item, writing, the door, places."""
