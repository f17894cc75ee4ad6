using System.Collections.Frozen;
using System.Text.Json;

namespace ActivitySync.Planning;

/// <summary>An object of a document, taken apart: each known field, missing or not.</summary>
internal readonly record struct DocumentObject(DocumentPath Path, FrozenDictionary<string, int> Places, JsonElement[] Found)
{
    public DocumentValue this[string field] => new(Found[Places[field]], Path.Then(field));
}
