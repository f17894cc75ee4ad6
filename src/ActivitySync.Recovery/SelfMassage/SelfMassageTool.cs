namespace ActivitySync.Recovery.SelfMassage;

public enum SelfMassageTool
{
    TennisBall,
    FoamRoller,
}
