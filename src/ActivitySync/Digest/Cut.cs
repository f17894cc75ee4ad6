namespace ActivitySync.Digest;

/// <summary>What a mail that is too long leaves out, in this order: each with all before it.</summary>
internal enum Cut
{
    Nothing,

    /// <summary>What the advice rests on, and the myth.</summary>
    Asides,

    /// <summary>That tonight may be repeated, or stands for a massage.</summary>
    Encore,

    /// <summary>How to roll, and how to change the budget.</summary>
    HowTo,

    /// <summary>The days to stay away from.</summary>
    Ahead,

    /// <summary>What shaped the answer beside its trigger.</summary>
    SecondReason,

    /// <summary>All questions and doubts but the first.</summary>
    SecondQuestion,
}
