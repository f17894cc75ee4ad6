using System.Collections.Frozen;
using System.Text.Json;

namespace ActivitySync.Planning;

/// <summary>The fields that an object of a document may have, by name.</summary>
internal sealed class DocumentFields(params string[] names)
{
    private readonly FrozenDictionary<string, int> _places =
        names.Index().ToFrozenDictionary(field => field.Item, field => field.Index, StringComparer.Ordinal);

    private readonly byte[][] _utf8 = [.. names.Select(System.Text.Encoding.UTF8.GetBytes)];

    /// <summary>Takes an object apart.</summary>
    /// <exception cref="DocumentException">It is no object, has a field not in the list, or one twice.</exception>
    public DocumentObject Of(DocumentValue value)
    {
        if (value.Element.ValueKind != JsonValueKind.Object) throw value.Problem("must be an object");
        var found = new JsonElement[names.Length];
        var place = -1;
        foreach (var property in value.Element.EnumerateObject())
        {
            place = PlaceOf(property, place, value);
            if (found[place].ValueKind != JsonValueKind.Undefined)
                throw new DocumentException(value.Path.Then(names[place]).ToString(), "given twice");
            found[place] = property.Value;
        }

        return new DocumentObject(value.Path, _places, found);
    }

    /// <summary>Fields mostly come in the documented order, so the search begins behind the one before.</summary>
    private int PlaceOf(JsonProperty property, int before, DocumentValue owner)
    {
        for (var step = 1; step <= names.Length; step++)
        {
            var place = (before + step) % names.Length;
            if (property.NameEquals(_utf8[place])) return place;
        }

        throw new DocumentException(
            owner.Path.Then(DocumentValue.Shown(Name(property, owner))).ToString(), $"unknown field; known here: {string.Join(", ", names)}");
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
