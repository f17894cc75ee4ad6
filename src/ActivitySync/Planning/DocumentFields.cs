using System.Collections.Frozen;
using System.Text.Json;

namespace ActivitySync.Planning;

/// <summary>The fields that an object of a document may have, by name.</summary>
internal sealed class DocumentFields(params string[] names)
{
    private readonly FrozenDictionary<string, int> _places =
        names.Index().ToFrozenDictionary(field => field.Item, field => field.Index, StringComparer.Ordinal);

    /// <summary>Takes an object apart.</summary>
    /// <exception cref="DocumentException">It is no object, has a field not in the list, or one twice.</exception>
    public DocumentObject Of(DocumentValue value)
    {
        if (value.Element.ValueKind != JsonValueKind.Object) throw value.Problem("must be an object");
        var found = new JsonElement[names.Length];
        foreach (var property in value.Element.EnumerateObject())
        {
            var name = Name(property, value);
            if (!_places.TryGetValue(name, out var place))
            {
                throw new DocumentException(
                    value.Path.Then(DocumentValue.Shown(name)).ToString(), $"unknown field; known here: {string.Join(", ", names)}");
            }

            if (found[place].ValueKind != JsonValueKind.Undefined) throw new DocumentException(value.Path.Then(name).ToString(), "given twice");
            found[place] = property.Value;
        }

        return new DocumentObject(value.Path, _places, found);
    }

    private static string Name(JsonProperty property, DocumentValue owner)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            throw owner.Problem("a field's name is not valid UTF-8");
        }
    }
}
