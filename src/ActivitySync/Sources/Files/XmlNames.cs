using System.Xml;

namespace ActivitySync.Sources.Files;

/// <summary>The names of elements and attributes that a parser keeps, each once: a file of nothing but new names ends here.</summary>
internal sealed class XmlNames : NameTable
{
    /// <summary>Real files have some fifty names, those of extensions too.</summary>
    private const int MaxChars = 500_000;

    /// <summary>What keeping a name costs beside its characters.</summary>
    private const int CharsOfOne = 50;

    private int _chars;

    public override string Add(char[] key, int start, int len) => Get(key, start, len) ?? base.Add(key, start, Counted(len));

    public override string Add(string key) => Get(key) ?? base.Add(Counted(key));

    private string Counted(string key)
    {
        Counted(key.Length);
        return key;
    }

    private int Counted(int length)
    {
        _chars += length + CharsOfOne;
        return _chars <= MaxChars ? length : throw new XmlException("it has more names of elements than any recording");
    }
}
